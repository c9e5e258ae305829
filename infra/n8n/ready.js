// n8n loads this (EXTERNAL_HOOK_FILES) and runs it once its active workflows answer. n8n's own readiness says yes too
// early: before its routes are there, and until the migrations are done every other address answers 200.
const { createServer } = require('node:http');

const ready = () =>
  new Promise((resolve, reject) => {
    const server = createServer((request, response) => response.end('ready\n'));
    server.on('error', reject);
    server.listen(Number(process.env.READY_PORT), '127.0.0.1', resolve);
  });

module.exports = { activeWorkflows: { initialized: [ready] } };
