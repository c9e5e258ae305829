// The gateway's API, as this page uses it. A problem that the gateway tells of becomes an Error with its words.
export class ApiError extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || String(status));
    this.status = status;
    this.remedy = problem.remedy;
  }
}

// a gateway that does not answer is as good as none; what it is told to do may take longer
const READING = 10000;
const DOING = 60000;

async function call(method, path, body) {
  const options = { method, headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(method === 'GET' ? READING : DOING) };
  if (method !== 'GET') {
    // no foreign page can send it: see SessionAuthentication
    options.headers['X-Ground-Zero'] = 'dashboard';
  }
  if (body !== undefined) {
    options.headers['Content-Type'] = 'application/json';
    options.body = JSON.stringify(body);
  }
  const response = await fetch('/api/v1' + path, options);
  const text = await response.text();
  let content = {};
  try {
    content = text ? JSON.parse(text) : {};
  } catch {
    content = { detail: text };
  }
  if (!response.ok) {
    throw new ApiError(response.status, content);
  }
  return content;
}

export const get = path => call('GET', path);
export const post = (path, body) => call('POST', path, body);
export const remove = path => call('DELETE', path);
