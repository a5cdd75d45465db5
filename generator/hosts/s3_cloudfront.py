"""S3 with CloudFront: two CloudFront Functions, one for requests and one for answers.

https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import quote

from generator.hosts.host import BuiltSite, Host, HostFile

_LARGEST_FUNCTION = 10_240

_REQUEST = """\
// NAME by Landfast: a CloudFront Function for viewer requests. Made anew by each build.
// S3 knows files and no folders. This answers for both, and every redirect keeps the query.
const prefix = PREFIX;
const moved = MOVED;
const lowerCase = LOWER;

function query(request) {
  const pairs = [];
  for (const name in request.querystring) {
    const entry = request.querystring[name];
    const values = entry.multiValue || [entry];
    for (let i = 0; i < values.length; i += 1) {
      pairs.push(values[i].value === '' ? name : name + '=' + values[i].value);
    }
  }
  return pairs.length ? '?' + pairs.join('&') : '';
}

function redirect(request, status, location) {
  return {
    statusCode: status,
    statusDescription: status === 302 ? 'Found' : 'Moved Permanently',
    headers: { location: { value: location + query(request) } },
  };
}

function handler(event) {
  const request = event.request;
  const path = request.uri.replace(/^[\\/\\\\]+/, '/');
  if (path.indexOf(prefix) !== 0 && path + '/' !== prefix) return request;
  const old = path.slice(prefix.length).replace(/\\/$/, '').toLowerCase();
  if (Object.prototype.hasOwnProperty.call(moved, old)) {
    return redirect(request, moved[old][0], moved[old][1]);
  }
  const folder = path.replace(/(^|\\/)index\\.html$/, '$1');
  const file = /\\.[^/]*$/.test(folder);
  let page = file || folder.slice(-1) === '/' ? folder : folder + '/';
  if (lowerCase && !file) {
    // Percent escapes keep their capitals.
    page = page.replace(/%[0-9a-fA-F]{2}|[A-Z]/g, (found) =>
      found.length > 1 ? found : found.toLowerCase());
  }
  if (page !== path) return redirect(request, 301, page);
  if (page.slice(-1) === '/') request.uri = page + 'index.html';
  return request;
}
"""

_RESPONSE = """\
// NAME by Landfast: a CloudFront Function for viewer responses. Made anew by each build.
const headers = HEADERS;

function handler(event) {
  const response = event.response;
  for (const name in headers) response.headers[name] = { value: headers[name] };
  return response;
}
"""


def _files(site: BuiltSite) -> Iterator[HostFile]:
    moved = {
        quote(redirect.old).lower(): [redirect.status, redirect.location]
        for redirect in site.redirects
    }
    headers = {name.lower(): value for name, value in site.headers.items()}
    if site.frames:
        headers["content-security-policy"] = site.frames  # beside the one in the page
    request = _filled(
        _REQUEST,
        NAME=site.name,
        PREFIX=json.dumps(quote(site.prefix)),
        MOVED=json.dumps(moved, indent=2),
        LOWER=json.dumps(site.lower_case),
    )
    response = _filled(_RESPONSE, NAME=site.name, HEADERS=json.dumps(headers, indent=2))
    yield HostFile("cloudfront-viewer-request.js", request, in_site=False)
    yield HostFile("cloudfront-viewer-response.js", response, in_site=False)


def _filled(text: str, **values: str) -> str:
    return re.sub("|".join(values), lambda found: values[found[0]], text)


def _notes(site: BuiltSite) -> Iterator[str]:
    folder = f"output/.landfast/hosts/{site.name}/"
    yield (
        f"attach {folder}cloudfront-viewer-request.js and cloudfront-viewer-response.js to the "
        f"distribution, and let it answer 403 and 404 with {site.prefix}404.html and status 404."
    )
    if any(len(file.text.encode()) > _LARGEST_FUNCTION for file in _files(site)):
        yield (
            "a function may have 10 KB, and with so many redirects the one for requests has more: "
            "keep fewer, or move them to a key value store."
        )


HOST = Host("s3-cloudfront", "S3 with CloudFront", _files, _notes)
