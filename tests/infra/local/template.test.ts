// How a template is worked out: parameters, conditions, intrinsic functions.
import { describe, expect, it } from 'vitest';
import { readInterpreter } from '../../../infra/local/running-resources.ts';

const pseudo = { region: 'eu-west-1', account: '123', stack: 'test' };
const resolve = (value: unknown, more: Record<string, unknown> = {}) =>
  readInterpreter({ Resources: { Table: { Type: 'AWS::DynamoDB::Table' } }, ...more }, pseudo).resolve(value);

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: CloudFormation's own way to write a name in a text.
describe('the template', () => {
  it.each([
    ['Ref of a resource', { Ref: 'Table' }, 'test-Table'],
    ['Ref of a pseudo parameter', { Ref: 'AWS::Region' }, 'eu-west-1'],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Table', 'Arn'] }, 'arn:aws:dynamodb:eu-west-1:123:table/test-Table'],
    [
      'Fn::GetAtt in one text',
      { 'Fn::GetAtt': 'Table.Arn' },
      'arn:aws:dynamodb:eu-west-1:123:table/test-Table',
    ],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Table' }]] }, 'a-test-Table'],
    ['Fn::Sub', { 'Fn::Sub': '${Table}/${AWS::Region}/${!Kept}' }, 'test-Table/eu-west-1/${Kept}'],
    [
      'Fn::Sub with attributes and own names',
      { 'Fn::Sub': ['${x}:${Table.Arn}', { x: 'y' }] },
      'y:arn:aws:dynamodb:eu-west-1:123:table/test-Table',
    ],
    ['Fn::Select and Fn::Split', { 'Fn::Select': [2, { 'Fn::Split': ['/', 'https://host'] }] }, 'host'],
    ['Fn::Base64', { 'Fn::Base64': 'hi' }, 'aGk='],
    [
      'deep values',
      { a: [{ b: { Ref: 'AWS::Partition' } }, 1, null, true] },
      { a: [{ b: 'aws' }, 1, null, true] },
    ],
    [
      'a field called Condition, as policies have',
      { Condition: { Bool: { x: 'y' } } },
      { Condition: { Bool: { x: 'y' } } },
    ],
    ['AWS::NoValue', { a: { Ref: 'AWS::NoValue' }, b: [{ Ref: 'AWS::NoValue' }, 1] }, { b: [1] }],
  ])('works out %s', (_name, value, expected) => {
    expect(resolve(value)).toEqual(expected);
  });

  it('works out parameters, mappings and conditions', () => {
    const more = {
      Parameters: { Size: { Type: 'String', Default: 'big' } },
      Mappings: { Prices: { big: { euro: 3 } } },
      Conditions: {
        IsBig: { 'Fn::Equals': [{ Ref: 'Size' }, 'big'] },
        IsSmall: { 'Fn::Not': [{ Condition: 'IsBig' }] },
        Either: { 'Fn::Or': [{ Condition: 'IsBig' }, { Condition: 'IsSmall' }] },
        Both: { 'Fn::And': [{ Condition: 'IsBig' }, { Condition: 'IsSmall' }] },
      },
    };
    expect(
      resolve({ 'Fn::If': ['IsBig', { 'Fn::FindInMap': ['Prices', { Ref: 'Size' }, 'euro'] }, 0] }, more),
    ).toBe(3);
    expect(resolve({ 'Fn::If': ['Both', 1, { 'Fn::If': ['Either', 2, 3] }] }, more)).toBe(2);
  });

  it('leaves out a resource whose condition is false', () => {
    const { resources } = readInterpreter(
      {
        Conditions: { Never: { 'Fn::Equals': [1, 2] } },
        Resources: { Gone: { Type: 'AWS::Fancy::Thing', Condition: 'Never' } },
      },
      pseudo,
    );
    expect(resources).toEqual([]);
  });

  it.each([
    [
      'resource type',
      {},
      { Resources: { Cache: { Type: 'AWS::Fancy::Thing' } } },
      'The template has a AWS::Fancy::Thing (Cache), which the local cloud does not know; see infra/local/resource-types.ts.',
    ],
    [
      'intrinsic',
      { 'Fn::GetAZs': '' },
      {},
      'The template uses Fn::GetAZs, which the local cloud does not know.',
    ],
    [
      'condition function',
      { 'Fn::If': ['Odd', 1, 2] },
      { Conditions: { Odd: { 'Fn::Contains': [[1], 1] } } },
      'The template uses Fn::Contains, which the local cloud does not know.',
    ],
    ['reference', { Ref: 'Nobody' }, {}, 'The template refers to Nobody, which it does not have.'],
    [
      'attribute',
      { 'Fn::GetAtt': ['Table', 'Colour'] },
      {},
      'The local cloud does not know the attribute Colour of AWS::DynamoDB::Table (Table).',
    ],
    [
      'parameter without a default',
      { Ref: 'Size' },
      { Parameters: { Size: { Type: 'String' } } },
      "The template's parameter Size has no default.",
    ],
  ])('stops in one line at an unknown %s', (_name, value, more, line) => {
    expect(() => resolve(value, more)).toThrow(expect.objectContaining({ name: 'UserError', message: line }));
  });
});
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above.
