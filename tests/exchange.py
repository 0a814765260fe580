"""One request to a server, and its answer with `content`. For tests."""

import http.client
import json


def exchange(host, port, method, path, body, headers, patience):
    connection = http.client.HTTPConnection(host, int(port), timeout=patience)
    if isinstance(body, (dict, list)):
        body = json.dumps(body)
        headers.setdefault("Content-Type", "application/json")
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    answer.content = answer.read()
    connection.close()
    return answer
