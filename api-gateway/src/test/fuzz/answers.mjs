// What is wrong with an answer, by the OpenAPI document.
import Ajv from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const INNARDS = /(java|jakarta|io\.quarkus|io\.groundzero|org\.hibernate)\.[a-z]|\bat [a-z]+\.|SQLState|Exception/;
// before a request reaches a call: no HTTP, address too long, headers too long; body too large, where none belongs
const SPEECHLESS = [400, 414, 431];
const BEFORE = [...SPEECHLESS, 413];

// A field that the document does not name is one that nobody was told of.
function closed(schema) {
  if (Array.isArray(schema)) {
    return schema.map(closed);
  }
  if (schema === null || typeof schema !== 'object') {
    return schema;
  }
  const copy = Object.fromEntries(Object.entries(schema).map(([name, value]) => [name, closed(value)]));
  return copy.type === 'object' && copy.properties ? { additionalProperties: false, ...copy } : copy;
}

export class Answers {
  constructor(document) {
    this.document = document;
    this.ajv = formats(new Ajv({ strict: false, allErrors: true, validateFormats: true }));
    this.ajv.addSchema({ $id: 'api', components: { schemas: closed(document.components.schemas) } });
    this.compiled = new Map();
  }

  mismatch(schema, value) {
    const key = JSON.stringify(schema);
    if (!this.compiled.has(key)) {
      this.compiled.set(key, this.ajv.compile(JSON.parse(key.replaceAll('"#/components/', '"api#/components/'))));
    }
    const matches = this.compiled.get(key);
    return matches(value) ? null : this.ajv.errorsText(matches.errors);
  }

  // in words, or null
  trouble(request, { status, type, text }) {
    if (status >= 500) {
      return `fails: ${text}`;
    }
    const operation = request.operation && this.operation(request.operation);
    if (operation && !operation.responses[status] && !BEFORE.includes(status)) {
      return `answers a status that is not declared: ${text}`;
    }
    return status >= 400 ? this.problem(request, operation, status, type, text) : this.success(request, operation, status, type, text);
  }

  problem(request, operation, status, type, text) {
    if (INNARDS.test(text)) {
      return `shows what is inside: ${text}`;
    }
    if (request.method === 'HEAD' || !text && SPEECHLESS.includes(status)) {
      return null;
    }
    if (!type.startsWith('application/problem+json')) {
      return `is no problem+json, but ${type}: ${text}`;
    }
    const problem = parsed(text);
    const codes = operation?.responses[status]?.content['application/problem+json'].examples;
    return this.mismatch({ $ref: '#/components/schemas/ProblemDetails' }, problem)
      ?? (problem.status === status ? null : `says ${problem.status}`)
      ?? (!codes || codes[problem.code] ? null : `has a code that is not declared: ${text}`);
  }

  success(request, operation, status, type, text) {
    const content = operation?.responses[status].content;
    if (!content) {
      return operation && text ? `has content that is not declared: ${text}` : null;
    }
    const media = content[type.split(';')[0]];
    if (!media) {
      return `has a media type that is not declared: ${type}`;
    }
    return type.startsWith('application/json') ? this.mismatch(media.schema, parsed(text)) : null;
  }

  operation(name) {
    const [method, path] = name.split(' ');
    return this.document.paths[path][method.toLowerCase()];
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
