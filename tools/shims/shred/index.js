'use strict';

const http = require('node:http');
const https = require('node:https');

/**
 * Stands in for the abandoned package `shred`, which carries the requests of swagger-client and so of ari-client.
 * Unlike shred it always reports: a refused, reset or silent connection too, and with the HTTP status.
 */

/** One socket a host: requests arrive in the order they were made, and Asterisk's session limit is never met. */
const options = { keepAlive: true, maxSockets: 1 };
const agents = { 'http:': new http.Agent(options), 'https:': new https.Agent(options) };
const silenceMs = 10_000;

class Shred {
  static registerProcessor() {}

  request({ url, method, headers, body, on }) {
    const { protocol } = new URL(url);
    const length = body ? { 'content-length': Buffer.byteLength(body) } : {};
    const request = (protocol === 'https:' ? https : http).request(url, {
      method,
      headers: { ...headers, ...length },
      agent: agents[protocol],
    });
    const fail = (error) => {
      // The server closed an idle connection at the moment we used it again: it has not seen the request.
      if (request.reusedSocket && error.code === 'ECONNRESET')
        return this.request({ url, method, headers, body, on });
      return refuse(on, { url, method }, 0, error.message || error.code);
    };
    request.setTimeout(silenceMs, () => request.destroy(new Error(`no answer in ${silenceMs} ms`)));
    request.on('error', fail);
    request.on('response', (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', fail);
      response.on('end', () => {
        const data = chunks.length === 0 ? '' : Buffer.concat(chunks);
        const status = response.statusCode;
        if (status >= 300) refuse(on, { url, method }, status, data.toString());
        else accept(on, { request: { url, method }, _headers: response.headers, status, content: { data } });
      });
    });
    request.end(body);
  }
}

function accept(on, response) {
  try {
    on.response(response);
  } catch (error) {
    refuse(on, response.request, response.status, String(error));
  }
}

/** The reason travels as JSON, because ari-client passes on nothing but a text. */
function refuse(on, request, status, body) {
  const data = JSON.stringify({ status, body });
  try {
    on.error({ request, _headers: {}, status, content: { data } });
  } catch {
    // swagger-client throws what it has already reported
  }
}

module.exports = Shred;
