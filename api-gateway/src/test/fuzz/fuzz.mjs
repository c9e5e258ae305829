// Whatever is asked of the API, it never fails by itself, and what it answers is what its OpenAPI document says.
// Arguments: address of the gateway, file with the operator's key, file with the viewer's key, seed, number of requests.
import { readFileSync } from 'node:fs';
import { Agent, request as open } from 'node:http';
import fc from 'fast-check';
import { Answers } from './answers.mjs';
import { Requests } from './requests.mjs';

const [gateway, operatorFile, viewerFile, seed, total] = process.argv.slice(2);
const key = file => readFileSync(file, 'utf8').trim();
const operator = { Authorization: `Bearer ${key(operatorFile)}` };
const viewer = { Authorization: `Bearer ${key(viewerFile)}` };
const AT_ONCE = 4;
const LARGEST_BODY = 64 * 1024;
const TIMEOUT = 20_000;
// whoever comes with wrong keys is slowed down, and everybody at the same address: strangers have one of their own
const agents = { stranger: new Agent({ keepAlive: true, localAddress: '127.0.0.3' }) };
const agent = new Agent({ keepAlive: true });

function once({ method, path, headers, body }, connection) {
  return new Promise((answered, failed) => {
    const sent = open(gateway, { agent: connection, method, path, headers, timeout: TIMEOUT }, received => {
      const parts = [];
      received.on('data', part => parts.push(part)).on('error', failed).on('end', () => answered({
        status: received.statusCode, type: received.headers['content-type'] ?? '', headers: received.headers,
        text: Buffer.concat(parts).toString() }));
    });
    sent.on('error', failed).on('timeout', () => sent.destroy(new Error('no answer in time')));
    if (body === undefined) {
      sent.end();
    } else {
      sent.setHeader('Content-Length', Buffer.byteLength(body));
      sent.end(body);
    }
  });
}

// The server closes a connection after some requests, and a kept one may not know yet. While a body that is too large is
// still being sent, the answer may be lost: null.
async function send(request) {
  try {
    return await once(request, agents[request.caller] ?? agent);
  } catch (failure) {
    if (request.body !== undefined && Buffer.byteLength(request.body) > LARGEST_BODY) {
      return null;
    }
    return once(request, new Agent());
  }
}

async function get(path) {
  const answer = await send({ method: 'GET', path, headers: { ...viewer, Accept: 'application/json' } });
  return JSON.parse(answer.text);
}

const LOGIN = 'POST /api/v1/session';
const login = { method: 'POST', path: '/api/v1/session', headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ key: key(operatorFile) }), operation: LOGIN };
const session = await send(login);
const cookie = answer => ({ Cookie: answer.headers['set-cookie'][0].split(';')[0], 'X-Ground-Zero': 'dashboard' });
const callers = { operator, viewer, nobody: {}, stranger: { Authorization: 'Bearer nobody knows this key' },
  session: cookie(session) };

// a logout ends the session for good; from an address of its own, because others are slowed down by wrong keys
const again = new Agent({ localAddress: '127.0.0.99' });
async function logInAgain() {
  callers.session = cookie(await once(login, again));
}

const document = await get('/q/openapi?format=json');
const backups = (await get('/api/v1/backups')).backups.map(backup => backup.id);
const drills = (await get('/api/v1/drills')).drills.map(drill => drill.id);
const failures = (await get('/api/v1/failures')).map(failure => String(failure.id));
// sessions of others, to be ended
await Promise.all(Array.from({ length: 20 }, () => once(login, again)));
const sessions = (await once({ method: 'GET', path: '/api/v1/sessions', headers: { Cookie: callers.session.Cookie } }, agent));
const others = JSON.parse(sessions.text).sessions.filter(each => !each.own).map(each => each.id);
const clusters = [...new Set(backups.map(id => id.replace(/-[^-]+$/, '')))];
const requests = new Requests(document, { 'backups id': backups, 'backups after': backups, 'drills id': drills,
  'drills after': drills, 'failures id': failures, 'sessions id': others, backup: backups, subject: failures, cluster: clusters });
const answers = new Answers(document);

// an event stream has no end that could be waited for
const operations = Object.entries(document.paths).filter(([path]) => !path.endsWith('/events'))
  .flatMap(([path, item]) => Object.entries(item).map(([method, operation]) =>
    ({ path, method: method.toUpperCase(), operation })));
const statuses = {};
// no key is found by chance
const succeeded = new Set(answers.trouble(login, session) || session.status !== 200 ? [] : [LOGIN]);
let sent = 0;

const property = fc.asyncProperty(fc.oneof(...operations.map(operation => requests.of(operation))), async request => {
  const answer = await send({ ...request, headers: { ...request.headers, ...callers[request.caller] } });
  sent++;
  if (!answer) {
    return;
  }
  statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
  if (answer.status < 400 && request.operation) {
    succeeded.add(request.operation);
  }
  if (request.caller === 'session' && request.method === 'DELETE' && request.path.startsWith('/api/v1/session') && answer.status < 400) {
    await logInAgain();
  }
  const trouble = answers.trouble(request, answer);
  if (trouble) {
    throw new Error(`${request.method} ${request.path.slice(0, 300)} gives ${answer.status}, which ${trouble.slice(0, 1000)}`);
  }
});

try {
  await Promise.all(Array.from({ length: AT_ONCE }, (_, i) =>
    fc.assert(property, { seed: Number(seed) + i, numRuns: Math.ceil(total / AT_ONCE), endOnFailure: false })));
  const never = operations.map(({ method, path }) => `${method} ${path}`).filter(name => !succeeded.has(name));
  console.log(JSON.stringify({ sent, operations: operations.length, statuses, never }));
} catch (failure) {
  console.error(`${failure.message}\n${failure.cause?.message}`.replace(/(.)\1{99,}/g, '$1…'));
  process.exitCode = 1;
} finally {
  [agent, again, ...Object.values(agents)].forEach(each => each.destroy());
}
