// An OpenID provider on loopback. Arguments: port, address of the gateway, file with the client's secret.
// Who logs in next is whom /next/<name> named last; nobody is asked for anything.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const [port, gateway, secretFile] = process.argv.slice(2);
const issuer = `http://127.0.0.1:${port}`;
const GROUPS = { alice: ['backup-operators', 'staff'], victor: ['backup-viewers'], mallory: ['staff'] };
const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' });
const secret = readFileSync(secretFile, 'utf8').trim();

const provider = new Provider(issuer, {
  clients: [
    { client_id: 'ground-zero', client_secret: secret, redirect_uris: [`${gateway}/api/v1/session/openid`],
      grant_types: ['authorization_code'], response_types: ['code'] },
    // programs that call the API with a token of their own
    ...Object.keys(GROUPS).map(name => ({ client_id: name, client_secret: secret, redirect_uris: [],
      grant_types: ['client_credentials'], response_types: [] })),
  ],
  jwks: { keys: [{ ...key, use: 'sig', alg: 'RS256', kid: 'one' }] },
  cookies: { keys: [randomBytes(32).toString('hex')] },
  claims: { openid: ['sub', 'preferred_username', 'groups'] },
  conformIdTokenClaims: false,
  pkce: { required: () => false },
  findAccount: (_, id) => ({ accountId: id,
    claims: () => ({ sub: id, preferred_username: id, groups: GROUPS[id] ?? [] }) }),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  loadExistingGrant: async context => {
    const grant = new provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
    grant.addOIDCScope('openid');
    await grant.save();
    return grant;
  },
  extraTokenClaims: (_, token) => ({ preferred_username: token.clientId, groups: GROUPS[token.clientId] ?? [] }),
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: { enabled: true, defaultResource: (_, client) => client.grantTypes.includes('client_credentials') ? gateway : undefined,
      getResourceServerInfo: () => ({ scope: '', audience: 'ground-zero', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }) },
  },
});

const answer = provider.callback();
let next = 'alice';
createServer(async (request, response) => {
  if (request.url.startsWith('/interaction/')) {
    await provider.interactionFinished(request, response, { login: { accountId: next } });
  } else if (request.url.startsWith('/next/')) {
    next = request.url.slice('/next/'.length);
    response.end();
  } else {
    answer(request, response);
  }
}).listen(Number(port), '127.0.0.1', () => console.log(issuer));
