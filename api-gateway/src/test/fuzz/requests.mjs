// Requests made from the OpenAPI document: some as it says, most of them not quite.
import fc from 'fast-check';

const NASTY = ['', ' ', '\t', '0', '-1', '1', '99999999999999999999', '9'.repeat(400), '1e309', 'NaN', '-0.0', 'null', 'true',
  '[]', '{}', 'main', 'other', 'main-20300101T000000Z ', 'main-99999999T999999Z', 'drill-20301332T000000Z', 'proven',
  'PROVEN,REFUTED', '2030-01-01T00:00:00Z', '-292275055-05-16T16:47:04Z', '+1000000000-12-31T23:59:59.999999999Z',
  '../../etc/passwd', '..', '.', 'a/b', 'a%2fb', 'a;b=c', '%', '%00', '\0', '\x07', '\r\nX-Injected: 1', "' OR 1=1 --",
  '"; DROP TABLE backup; --', '<script>alert(1)</script>', '${jndi:ldap://x}', '{{7*7}}', '\ud800', '\udfff\ud800',
  '💩', '\u202e', 'ß'.repeat(300), 'a'.repeat(5000), '٣', 'İ'];

const BROKEN = ['', '{', '{"a":', '[[[[', '['.repeat(2000), '{"a":'.repeat(2000), '\0', '\ufeff{}', '<xml/>', 'a=b&c=d',
  '{"cluster":"main","cluster":"other"}', '{"cluster":1e400}', '{"key":"\\ud800"}', '{"because":"\\u0000"}',
  `{"x":"${'y'.repeat(70_000)}"}`];

// as they stand in an address, without being encoded
const RAW = ['%', '%zz', '%00', '%ff%fe', 'a%2fb', 'a;b=c', '%2e%2e', '%C0%AF'];

const text = fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...NASTY) }, fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ maxLength: 30 }), fc.bigInt().map(String));

export class Requests {
  // known: for a parameter's name values that exist in the gateway
  constructor(document, known) {
    this.document = document;
    this.known = known;
  }

  resolve(schema = {}) {
    const reference = schema.$ref;
    return reference ? this.resolve(this.document.components.schemas[reference.split('/').pop()]) : schema;
  }

  // what the schema allows
  valid(given) {
    const schema = this.resolve(given);
    if (schema.enum) {
      return fc.constantFrom(...schema.enum);
    }
    if (schema.pattern) {
      return fc.stringMatching(new RegExp(schema.pattern));
    }
    switch (schema.type) {
      case 'integer':
        return fc.integer({ min: schema.minimum ?? -(2 ** 31), max: schema.maximum ?? 2 ** 31 - 1 });
      case 'number':
        return fc.double();
      case 'boolean':
        return fc.boolean();
      case 'array':
        return fc.array(this.valid(schema.items), { maxLength: 4 });
      case 'object':
        return fc.record(Object.fromEntries(Object.entries(schema.properties ?? {})
          .map(([name, property]) => [name, this.valid(property)])), { requiredKeys: schema.required ?? [] });
      default:
        return fc.string({ minLength: schema.minLength ?? 0, maxLength: Math.min(schema.maxLength ?? 60, 60) });
    }
  }

  // a parameter's value: one that exists (of that kind of thing, where several have one of that name), one that might, or
  // nonsense
  parameter(parameter, path = '') {
    const known = this.known[`${path.split('/')[3]} ${parameter.name}`] ?? this.known[parameter.name] ?? [];
    const choices = [{ weight: 3, arbitrary: this.valid(parameter.schema).map(String) }, { weight: 3, arbitrary: text }];
    if (known.length) {
      choices.push({ weight: 4, arbitrary: fc.constantFrom(...known) });
    }
    if (parameter.example !== undefined) {
      choices.push({ weight: 1, arbitrary: fc.constant(String(parameter.example)) });
    }
    return fc.oneof(...choices);
  }

  // fields of the right names with wrong values, fields too many, fields missing, no object at all, no JSON at all
  body(media) {
    const properties = this.resolve(media.schema).properties ?? {};
    const bent = fc.record(Object.fromEntries(Object.keys(properties).map(name =>
      [name, fc.oneof(this.parameter({ name, schema: properties[name] }), text, fc.jsonValue())])), { requiredKeys: [] });
    const more = fc.dictionary(text, fc.jsonValue(), { maxKeys: 3 });
    return fc.oneof(
      { weight: 3, arbitrary: this.valid(media.schema).map(value => JSON.stringify(value)) },
      { weight: 2, arbitrary: fc.constant(JSON.stringify(media.example)) },
      { weight: 4, arbitrary: bent.map(value => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.tuple(bent, more).map(([some, others]) => JSON.stringify({ ...others, ...some })) },
      { weight: 1, arbitrary: fc.jsonValue().map(value => JSON.stringify(value)) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 60 }).map(bytes => Buffer.from(bytes)) },
      { weight: 2, arbitrary: fc.constantFrom(...BROKEN) });
  }

  // method, path as it is sent, headers, body, caller, and the operation if the request reaches one
  of({ path, method, operation }) {
    const parameters = operation.parameters ?? [];
    const place = where => parameters.filter(parameter => parameter.in === where);
    const encoded = parameter => fc.oneof(
      { weight: 19, arbitrary: this.parameter(parameter, path).map(value => encodeURIComponent(value.toWellFormed())) },
      { weight: 1, arbitrary: fc.constantFrom(...RAW) });
    const media = operation.requestBody?.content['application/json'];
    return fc.record({
      names: fc.tuple(...place('path').map(encoded)),
      query: fc.tuple(...place('query').map(parameter => fc.array(encoded(parameter), { maxLength: 2 })))
        .map(values => values.flatMap((some, i) => some.map(value => `${place('query')[i].name}=${value}`)).join('&')),
      headers: fc.tuple(...place('header').map(parameter => fc.option(this.parameter(parameter))))
        .map(values => Object.fromEntries(values.flatMap((value, i) => value === null ? []
          : [[place('header')[i].name, value.replace(/[^\x20-\x7e\xa0-\xff]/g, '')]]))),
      accept: often(undefined, fc.constantFrom('text/html', 'application/xml', 'application/json', '*/*;q=x', 'nonsense')),
      type: often('application/json', fc.constantFrom('text/plain', 'application/xml', 'nonsense', '')),
      caller: fc.oneof({ weight: 5, arbitrary: fc.constant('operator') }, { weight: 2, arbitrary: fc.constant('session') },
        fc.constantFrom('viewer', 'nobody', 'stranger')),
      method: often(method, fc.constantFrom('PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD', 'BREW')),
      body: media ? this.body(media) : often(undefined, fc.constantFrom(...BROKEN)),
    }).map(({ names, query, headers, accept, type, caller, method: sent, body }) => {
      let next = 0;
      const address = path.replace(/\{[^}]+}/g, () => names[next++]) + (query && `?${query}`);
      return { method: sent, path: address, headers: { ...headers, ...(accept && { Accept: accept }),
        ...(body !== undefined && { 'Content-Type': type }) }, body, caller,
      // an empty name or one with a slash leads elsewhere
      operation: sent === method && names.every(name => /^[^/;%.]*$/.test(name) && name) ? `${method} ${path}` : null };
    });
  }
}

const often = (value, otherwise) => fc.oneof({ weight: 12, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: otherwise });
