// Finds the parts of a template that run: tables, buckets, functions, distributions, event buses, rules. Starts nothing.
import * as v from 'valibot';
import { propertiesOf } from './api-model.ts';
import { BucketProperties } from './bucket-cors.ts';
import { PatternRuleProperties } from './bus-rules.ts';
import { CustomProperties } from './custom-resources.ts';
import { DistributionProperties } from './edge.ts';
import { EdgeFunctionProperties } from './edge-function.ts';
import { CacheProperties, ResponseHeadersProperties } from './edge-policies.ts';
import { createResourceValues, type RunningType, refuseUnknownTypes } from './resource-types.ts';
import { RuleProperties } from './schedule.ts';
import { BucketPolicyProperties, DeploymentProperties } from './site-files.ts';
import { TableProperties } from './tables.ts';
import { createInterpreter, type Interpreter, type Pseudo, Template } from './template.ts';
import { userError } from './user-error.ts';

const FunctionProperties = v.object({
  Role: v.optional(v.string()),
  FunctionName: v.optional(v.string()),
  Runtime: v.string(),
  Handler: v.string(),
  MemorySize: v.optional(v.number(), 128),
  Timeout: v.optional(v.number(), 3),
  Code: v.object({ S3Key: v.string() }),
  Environment: v.optional(v.object({ Variables: v.record(v.string(), v.string()) }), { Variables: {} }),
  ReservedConcurrentExecutions: v.optional(v.number()),
});

export type RunningResources = ReturnType<typeof readRunningResources>;

/** @throws a userError for the first thing in the template that the local cloud does not know. */
export const readInterpreter = (template: unknown, pseudo: Pseudo): Interpreter => {
  const parsed = v.safeParse(Template, template);
  if (!parsed.success) throw userError(`This is no CloudFormation template: ${parsed.issues[0].message}.`);
  const values = createResourceValues(pseudo, (value) => interpreter.resolve(value));
  const interpreter = createInterpreter(parsed.output, pseudo, values);
  refuseUnknownTypes(interpreter.resources);
  return interpreter;
};

export const readRunningResources = ({ resources, resolve }: Interpreter) => {
  const ofTypes = <S extends v.GenericSchema>(types: readonly RunningType[], schema: S) =>
    resources
      .filter(({ type }) => types.some((wanted) => wanted === type))
      .map((resource) => ({
        logicalId: resource.id,
        type: resource.type,
        /** What Ref gives. */
        ref: String(resolve({ Ref: resource.id })),
        attribute: (name: string) => String(resolve({ 'Fn::GetAtt': [resource.id, name] })),
        ...propertiesOf(resource, schema, resolve),
      }));

  return {
    tables: ofTypes(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'], TableProperties),
    buckets: ofTypes(['AWS::S3::Bucket'], BucketProperties),
    bucketPolicies: ofTypes(['AWS::S3::BucketPolicy'], BucketPolicyProperties),
    // A helper of the deployment may be written in another language; it has no part in running the product.
    functions: ofTypes(['AWS::Lambda::Function'], FunctionProperties).filter(({ value }) =>
      value.Runtime.startsWith('nodejs'),
    ),
    invokeConfigs: ofTypes(
      ['AWS::Lambda::EventInvokeConfig'],
      v.object({
        FunctionName: v.string(),
        MaximumRetryAttempts: v.optional(v.number()),
        MaximumEventAgeInSeconds: v.optional(v.number()),
      }),
    ),
    deployments: ofTypes(['Custom::CDKBucketDeployment'], DeploymentProperties),
    distributions: ofTypes(['AWS::CloudFront::Distribution'], DistributionProperties),
    edgeFunctions: ofTypes(['AWS::CloudFront::Function'], EdgeFunctionProperties),
    responseHeaders: ofTypes(['AWS::CloudFront::ResponseHeadersPolicy'], ResponseHeadersProperties),
    cachePolicies: ofTypes(['AWS::CloudFront::CachePolicy'], CacheProperties),
    eventBuses: ofTypes(['AWS::Events::EventBus'], v.object({})),
    customs: ofTypes(['Custom::DataKey'], CustomProperties),
    rules: ofTypes(['AWS::Events::Rule'], v.union([RuleProperties, PatternRuleProperties])),
    mailSets: ofTypes(['AWS::SES::ConfigurationSet'], v.object({})),
    mailDestinations: ofTypes(
      ['AWS::SES::ConfigurationSetEventDestination'],
      v.object({ ConfigurationSetName: v.string() }),
    ),
  };
};

/** `Conversation3CD2FE3D`, as CDK names a function, becomes `conversation`. */
export const shortName = (logicalId: string, given: string | undefined): string => {
  const name = given ?? logicalId.replace(/[0-9A-F]{8}$/, '');
  return name.charAt(0).toLowerCase() + name.slice(1);
};
