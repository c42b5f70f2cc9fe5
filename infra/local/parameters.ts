// The Parameter Store: keeps what functions put there, in a file beside the data, judged by their roles. Encrypts nothing: it is one person's machine.
import { readFile, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as v from 'valibot';
import type { Access } from './access.ts';
import { type CallerIdentity, callerOf } from './caller-identity.ts';
import type { FaultBook } from './faults.ts';
import { limits } from './limits.ts';
import { listen } from './listen.ts';
import { codeOf } from './user-error.ts';

const Asked = v.object({
  Name: v.pipe(v.string(), v.regex(/^[\w./-]{1,1011}$/)),
  Value: v.optional(v.string()),
  Overwrite: v.optional(v.boolean(), false),
});
type Asked = v.InferOutput<typeof Asked>;

interface Reply {
  readonly status: number;
  readonly body: object;
}

const refusal = (type: string, message = type): Reply => ({ status: 400, body: { __type: type, message } });

export interface ParametersOptions {
  readonly file: string;
  readonly region: string;
  readonly account: string;
  readonly access: Access;
  readonly faults: FaultBook;
  readonly kill: (caller: CallerIdentity) => void;
}

export const startParameters = async ({ file, region, account, access, faults, kill }: ParametersOptions) => {
  const values = await readValues(file);
  const keep = () => writeFile(file, JSON.stringify(Object.fromEntries(values)), { mode: 0o600 });

  const operations: Readonly<Record<string, (asked: Asked) => Promise<Reply>>> = {
    async GetParameter({ Name }) {
      const Value = values.get(Name);
      return Value === undefined
        ? refusal('ParameterNotFound')
        : { status: 200, body: { Parameter: { Name, Type: 'SecureString', Value, Version: 1 } } };
    },
    async PutParameter({ Name, Value = '', Overwrite }) {
      const size = Buffer.byteLength(Value);
      if (size === 0 || size > limits.parameterValue.value) return refusal('ValidationException');
      if (values.has(Name) && !Overwrite) return refusal('ParameterAlreadyExists');
      values.set(Name, Value);
      await keep();
      return { status: 200, body: { Version: 1 } };
    },
    async DeleteParameter({ Name }) {
      if (!values.delete(Name)) return refusal('ParameterNotFound');
      await keep();
      return { status: 200, body: {} };
    },
  };

  const answer = async (operation: string, body: string, caller: string | undefined): Promise<Reply> => {
    const run = Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (!run) return refusal('UnknownOperationException');
    const asked = v.safeParse(v.pipe(v.string(), v.parseJson(), Asked), body);
    if (!asked.success) return refusal('ValidationException');
    const resource = `arn:aws:ssm:${region}:${account}:parameter/${asked.output.Name.replace(/^\//, '')}`;
    const denied = access.refuse(caller, [{ action: `ssm:${operation}`, resource }]);
    return denied ? refusal('AccessDeniedException', denied) : run(asked.output);
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const operation = String(request.headers['x-amz-target'] ?? '').replace(/^AmazonSSM\./, '');
    const caller = callerOf(request.headers);
    const name = caller?.function ?? '-';
    const body = await text(request);
    await faults.pause({ at: 'call', function: name, operation });
    const effect = faults.forCall({ function: name, operation });
    if (effect === 'kill-before' && caller) return kill(caller);
    const reply =
      effect === 'throttle'
        ? refusal('ThrottlingException')
        : await answer(operation, body, caller?.function);
    if (effect === 'kill-after' && caller) return kill(caller);
    if (effect === 'lose-reply') {
      response.destroy();
      return;
    }
    // Without a Date the SDK does not correct its clock, which may have been moved.
    response.sendDate = false;
    response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.1' });
    response.end(JSON.stringify(reply.body));
  };

  const listener = await listen({
    name: 'parameters',
    port: 0,
    onRequest: (request, response) => {
      serve(request, response).catch(() => response.destroy());
    },
  });
  return { endpoint: `http://127.0.0.1:${listener.port}`, close: listener.close };
};

const readValues = async (file: string): Promise<Map<string, string>> => {
  try {
    const kept = v.parse(
      v.pipe(v.string(), v.parseJson(), v.record(v.string(), v.string())),
      await readFile(file, 'utf8'),
    );
    return new Map(Object.entries(kept));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Map();
    throw error;
  }
};
