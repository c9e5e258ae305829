// Walks through /mcp as a desktop's client would. One line for each step; ends with 1 at the first that fails.
// Arguments: address of the gateway, file with the operator's key, file with the viewer's key.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';

const [gateway, operatorFile, viewerFile] = process.argv.slice(2);
const key = file => readFileSync(file, 'utf8').trim();
const MINUTES = 60_000;

async function connect(bearer) {
  const client = new Client({ name: 'acceptance', version: '1' });
  const headers = bearer ? { Authorization: `Bearer ${bearer}` } : {};
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', gateway), { requestInit: { headers } }));
  return client;
}

async function call(client, name, args = {}, options = {}) {
  const result = await client.callTool({ name, arguments: args }, undefined,
    { timeout: 5 * MINUTES, resetTimeoutOnProgress: true, ...options });
  return { ...result, text: result.content.map(part => part.text ?? '').join('\n') };
}

async function step(name, work) {
  try {
    const said = await work();
    console.log(`ok    ${name}${said ? `: ${said}` : ''}`);
  } catch (failure) {
    console.log(`FAIL  ${name}: ${failure.message}`);
    process.exit(1);
  }
}

for (const [who, bearer] of [['nobody', null], ['a wrong key', 'no-key-of-this-gateway-at-all']]) {
  await step(`${who} is refused`, async () => {
    const refusal = await connect(bearer).then(() => null, failure => failure);
    assert.ok(refusal, 'a client without a valid key was let in');
    assert.match(`${refusal.code ?? ''} ${refusal.message}`, /401|Unauthorized/i);
  });
}

const operator = await connect(key(operatorFile));
const viewer = await connect(key(viewerFile));

await step('lists the tools, each described', async () => {
  const { tools } = await operator.listTools();
  assert.deepEqual(tools.map(tool => tool.name).sort(),
    ['backup.start_daily', 'backup.status', 'dr.latest_report', 'dr.validate_latest_restore', 'failure.dismiss']);
  for (const tool of tools) {
    assert.ok(tool.description.length > 80, `${tool.name} says too little: ${tool.description}`);
    assert.equal(tool.inputSchema.type, 'object');
    for (const [name, property] of Object.entries(tool.inputSchema.properties ?? {})) {
      assert.ok(property.description, `${tool.name}: ${name} is not described`);
    }
    assert.equal(tool.annotations.destructiveHint, tool.name === 'failure.dismiss', tool.name);
  }
});

await step('a viewer reads the status', async () => {
  const status = await call(viewer, 'backup.status');
  assert.ok(!status.isError, status.text);
  assert.match(status.text, /PROTECTED|AT_RISK/);
});

for (const [tool, args] of [['backup.start_daily', {}], ['dr.validate_latest_restore', {}],
  ['failure.dismiss', { failure: 1, because: 'a test', token: 'x' }]]) {
  await step(`a viewer may not call ${tool}`, async () => {
    const refusal = await call(viewer, tool, args).then(result => (result.isError ? result.text : null), failure => failure.message);
    assert.ok(refusal, 'it was allowed');
  });
}

await step('an operator starts a backup', async () => {
  const started = await call(operator, 'backup.start_daily');
  assert.ok(!started.isError, started.text);
  const id = started.text.match(/[a-z0-9-]+-\d{8}T\d{6}Z/)?.[0];
  assert.ok(id, `no backup id in: ${started.text}`);
  return id;
});

await step('an operator has the latest backup restored, with progress until the verdict', async () => {
  let told = 0;
  const drill = await call(operator, 'dr.validate_latest_restore', {}, { onprogress: () => { told++; } });
  assert.ok(!drill.isError, drill.text);
  assert.match(drill.text, /PASSED|PROVEN/);
  assert.ok(told > 0, 'no progress was told');
  return `${told} notifications`;
});

await step('a viewer reads the report', async () => {
  const report = await call(viewer, 'dr.latest_report');
  assert.ok(!report.isError, report.text);
  assert.match(report.structuredContent.report, /^# Game day/);
  assert.match(report.text, /Game day/);
});

await step('reports are resources, too', async () => {
  const { resources } = await viewer.listResources();
  const { resourceTemplates } = await viewer.listResourceTemplates();
  assert.deepEqual(resourceTemplates.map(each => each.uriTemplate), ['ground-zero://drills/{id}/report']);
  const latest = (await viewer.readResource({ uri: resources[0].uri })).contents[0];
  assert.equal(latest.mimeType, 'text/markdown');
  const id = latest.text.match(/drill-\d{8}T\d{6}Z/)?.[0];
  const one = (await viewer.readResource({ uri: resourceTemplates[0].uriTemplate.replace('{id}', id) })).contents[0];
  assert.equal(one.text, latest.text);
  return id;
});

await step('nothing is destroyed without a token from a person', async () => {
  const refusal = await call(operator, 'failure.dismiss', { failure: 1, because: 'a test', token: 'no-token-at-all' });
  assert.ok(refusal.isError, 'it was allowed');
  assert.match(refusal.text, /TOKEN_INVALID/);
});

await operator.close();
await viewer.close();
