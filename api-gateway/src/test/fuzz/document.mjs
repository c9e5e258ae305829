// Whether the OpenAPI document says all that a caller needs, and nothing that is not so. Prints what it lacks.
// Arguments: address of the gateway, file with the viewer's key.
import { readFileSync } from 'node:fs';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Answers } from './answers.mjs';

const [gateway, viewerFile] = process.argv.slice(2);
const answer = await fetch(new URL('/q/openapi?format=json', gateway),
  { headers: { Authorization: `Bearer ${readFileSync(viewerFile, 'utf8').trim()}` } });
const document = await answer.json();
const answers = new Answers(document);
const lacks = [];
const WITHOUT_CONTENT = ['204', '304'];

const proper = await new Validator().validate(structuredClone(document));
if (!proper.valid) {
  lacks.push(`the document is not OpenAPI: ${JSON.stringify(proper.errors)}`);
}

function need(where, what, is) {
  if (!is) {
    lacks.push(`${where} lacks ${what}`);
  }
}

function sample(where, schema, example) {
  need(where, 'a schema', schema && Object.keys(schema).length);
  need(where, 'an example', example !== undefined);
  const mismatch = schema && example !== undefined && answers.mismatch(schema, example);
  if (mismatch) {
    lacks.push(`${where} has an example that is not of its schema: ${mismatch}`);
  }
}

function success(where, status, { content }) {
  need(where, 'content', content || WITHOUT_CONTENT.includes(status));
  for (const [type, media] of Object.entries(content ?? {})) {
    sample(`${where} as ${type}`, media.schema, media.example);
  }
}

function problem(where, status, { content = {} }) {
  need(where, 'problem+json, and only that', Object.keys(content).join() === 'application/problem+json');
  const media = content['application/problem+json'] ?? {};
  need(where, 'the schema of a problem', media.schema?.$ref === '#/components/schemas/ProblemDetails');
  need(where, 'an example', Object.keys(media.examples ?? {}).length);
  for (const [code, { value }] of Object.entries(media.examples ?? {})) {
    sample(`${where} ${code}`, media.schema, value);
    need(`${where} ${code}`, 'its own status', value.status === Number(status));
    need(`${where} ${code}`, 'its own code', value.code === code);
  }
}

function expected(path, operation) {
  const errors = ['400', '401', '406', '500', '503'];
  const role = Object.values(operation.security?.[0] ?? {})[0]?.[0];
  return errors.concat(role === 'operator' ? ['403'] : [], operation.requestBody ? ['413', '415'] : [],
    path.includes('{') ? ['404'] : []);
}

const names = new Set();
const tags = new Set(document.tags.map(tag => tag.name));
for (const [path, item] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(item)) {
    const call = `${method.toUpperCase()} ${path}`;
    for (const what of ['operationId', 'summary', 'description']) {
      need(call, what, operation[what]);
    }
    need(call, 'a name of its own', !names.has(operation.operationId));
    names.add(operation.operationId);
    need(call, 'one tag that is described', operation.tags?.length === 1 && tags.has(operation.tags[0]));
    for (const parameter of operation.parameters ?? []) {
      need(`${call} ${parameter.name}`, 'a description', parameter.description);
      sample(`${call} ${parameter.name}`, parameter.schema, parameter.example);
    }
    if (operation.requestBody) {
      need(`${call} body`, 'a description', operation.requestBody.description);
      const { schema, example } = operation.requestBody.content['application/json'] ?? {};
      sample(`${call} body`, schema, example);
    }
    for (const status of expected(path, operation)) {
      need(call, status, operation.responses[status]);
    }
    need(call, 'a success', Object.keys(operation.responses).some(status => status < 300));
    for (const [status, response] of Object.entries(operation.responses)) {
      need(`${call} ${status}`, 'a description', response.description);
      (status < 400 ? success : problem)(`${call} ${status}`, status, response);
    }
  }
}

console.log(JSON.stringify({ calls: names.size, codes: document.components.schemas.ErrorCode?.enum, lacks }));
