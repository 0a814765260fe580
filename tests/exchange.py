"""One request to a server, and its answer with `content`. For tests."""

import http.client
import json


def exchange(host, port, method, path, body, headers, patience, source=None):
    """From the address `source`, where one is given."""
    connection = http.client.HTTPConnection(host, int(port), timeout=patience,
                                            source_address=source and (source, 0))
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        headers.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer
