"""One request to a server, and its answer with `content`. For tests."""

import http.client
import json


def exchange(host, port, method, path, body, headers, patience, source=None, tls=None):
    """From the address `source` and over the TLS of a context, where they are given."""
    options = {"timeout": patience, "source_address": source and (source, 0)}
    connection = (http.client.HTTPSConnection(host, int(port), context=tls, **options) if tls else
                  http.client.HTTPConnection(host, int(port), **options))
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        headers.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer
