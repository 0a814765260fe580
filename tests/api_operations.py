"""Every operation of api/openapi.yaml, asked as it should be and in every way in which it should not."""
import itertools
import json
import re

from api_case import Api
from openapi import body_of, resolved, served

# Acts of roles that the token has not, that take authority or a fresh proof of a person.
OF_OTHERS = ("declare", "self-check", "re-perform", "send-back", "export", "unmask", "manage",
             "deliver")
# What these answer depends on what was done before: docs/casework.md goes through them in their order,
# and a test with it; through disasters, src/http/disaster_test.cc.
IN_ORDER = {"cases", "campaigns", "disasters", "emergencies", "exports", "policies"}
# Without registers in the store nothing is decided: src/http/authzen_test.cc asks.
NOT_DECIDED = {"decision-point"}
# What they show is not there: nothing was handed in, and no review kept what a simulation goes on
# from. src/http/delivery_test.cc and scenario_api_test.py go through these.
NOT_MADE = {"getDelivery", "getSimulation"}


def answered():
    """Those that a program may ask; what is for people is asked by `People`."""
    for method, path, operation in served():
        act = operation["x-sekisho-act"]
        if act == "own" or {"log-in", "people"} & set(operation["tags"]):
            continue
        if act != "open" and act["action"] in OF_OTHERS:
            continue
        # To change policies takes a fresh proof of a person: src/http/policy_test.cc goes through it.
        if act != "open" and act["thing"] == "policy-set" and act["action"] != "view":
            continue
        # The first two take authority, a log's line names people (a purpose comes first), and an
        # import that is dropped is gone for the others.
        if operation["operationId"] in ("approveCampaign", "readCampaign", "getLine", "getLines",
                                        "dropImport"):
            continue
        yield method, path, operation


MALFORMED = 400, "malformed-request"


def wrong_in(operation):
    """What a request is told that can be read and makes no sense. Standards of others know neither 415
    nor 422, and skip what they do not know."""
    return (422, "invalid-request") if "422" in operation["responses"] else MALFORMED


class EveryOperation(Api):
    """What holds for each of them, made of the document."""

    def test_as_it_should_be_asked(self):
        for method, path, operation in answered():
            with self.subTest(operation["operationId"]):
                name, body = operation["operationId"], body_of(operation)[1].get("example")
                if name in ("cancelJob", "runJobAgain"):
                    self.wait(self.job(), "done")
                if name == "prepareImport":
                    body = {"uploads": [self.upload()]}
                answer = self.ask(method, self.path_of(path, operation), body,
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                # Nothing can be done about a job that is done, nobody approves their own import.
                if (name not in {"cancelJob", "runJobAgain", "approveImport", "simulate", *NOT_MADE}
                        and not (IN_ORDER | NOT_DECIDED) & set(operation["tags"])):
                    self.assertLess(answer.status, 300, answer.content)

    def test_nobody_is_answered_without_a_token(self):
        # One kind for each, in turn: strangers may not ask often.
        for (method, path, operation), token in zip(served(), itertools.cycle((False, "wrong", ""))):
            with self.subTest(operation["operationId"], token=token):
                _, body = body_of(operation)
                answer = self.ask(method, self.path_of(path, operation), body.get("example"),
                                  token=token, **self.headers_of(operation))
                self.check(method, operation, answer)
                if "{link}" in path:  # nobody has this one
                    self.problem(answer, 404, "not-found")
                elif "log-in" in operation["tags"] and operation.get("security") == []:
                    self.assertGreaterEqual(answer.status, 400)
                elif operation.get("security") == []:
                    self.assertEqual(answer.status, 200)
                else:
                    self.problem(answer, 401, "unauthenticated")
                    self.assertEqual(answer.getheader("WWW-Authenticate"), "Bearer")

    def test_other_methods_are_refused(self):
        for _, path, operation in answered():
            with self.subTest(path):
                answer = self.ask("PUT", self.path_of(path, operation))
                self.problem(answer, 405, "method-not-allowed")
                allowed = answer.getheader("Allow").split(", ")
                methods = [one for one, item, _ in served() if item == path]
                self.assertTrue(set(methods) <= set(allowed))

    def test_forms_that_it_does_not_have_are_refused(self):
        for method, path, operation in answered():
            with self.subTest(operation["operationId"]):
                if not any("content" in resolved(one) for status, one in
                           operation["responses"].items() if status < "3"):
                    continue  # it has no form at all
                answer = self.ask(method, self.path_of(path, operation),
                                  body_of(operation)[1].get("example"), Accept="image/png",
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                self.problem(answer, 406, "not-acceptable")

    def test_parameters_that_the_document_does_not_have_are_refused(self):
        for method, path, operation in answered():
            if not operation.get("parameters"):
                continue
            with self.subTest(operation["operationId"]):
                asked = self.path_of(path, operation)
                asked += ("&" if "?" in asked else "?") + "no-such=1"
                answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                body = self.problem(answer, *wrong_in(operation))
                self.assertEqual(body["errors"][0]["at"], "no-such")

    def test_parameters_are_held_to_their_schemas(self):
        for method, path, operation in answered():
            for parameter in map(resolved, operation.get("parameters", [])):
                schema, name = parameter["schema"], parameter["name"]
                bad = "x" * (schema.get("maxLength", 64) + 1)
                if parameter["in"] == "path":
                    asked = self.path_of(path.replace("{" + name + "}", bad * 5), operation)
                    answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                      **self.headers_of(operation))
                else:
                    asked = self.path_of(path, operation)
                    headers = self.headers_of(operation)
                    if parameter["in"] == "query":
                        asked = self.with_query(asked.split("?")[0], operation, **{name: bad})
                    else:
                        headers[name.replace("-", "_")] = bad
                    answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                      **headers)
                with self.subTest(operation["operationId"], parameter=name):
                    self.check(method, operation, answer)
                    body = self.problem(answer, *wrong_in(operation))
                    self.assertEqual(body["errors"][0]["at"], name)

    def test_things_that_are_not_there(self):
        for method, path, operation in answered():
            if "{" not in path:
                continue
            with self.subTest(operation["operationId"]):
                integer = "{index}" in path
                asked = re.sub(r"\{\w+\}", "123456" if integer else "nobody-made-this", path)
                asked = self.with_query(asked, operation)
                answer = self.ask(method, asked, body_of(operation)[1].get("example"),
                                  **self.headers_of(operation))
                self.check(method, operation, answer)
                self.problem(answer, 404, "not-found")

    def test_bodies_are_held_to_their_schemas(self):
        for method, path, operation in answered():
            media, content = body_of(operation)
            if media != "application/json":
                continue
            with self.subTest(operation["operationId"]):
                example = content["example"]
                asked = self.path_of(path, operation)

                def ask(body, **headers):
                    answer = self.ask(method, asked, body, **self.headers_of(operation), **headers)
                    self.check(method, operation, answer)
                    return answer

                ours = "422" in operation["responses"]
                malformed, invalid = MALFORMED, wrong_in(operation)
                self.problem(ask(json.dumps(example), Content_Type="text/plain"),
                             *((415, "unsupported-media-type") if ours else malformed))
                self.problem(ask("{", Content_Type=media), *malformed)
                if ours:
                    self.problem(ask(json.dumps({**example, "more": 1}), Content_Type=media),
                                 *invalid)
                self.problem(ask([]), *invalid)
                for name in resolved(content["schema"]).get("required", ()):
                    less = {key: value for key, value in example.items() if key != name}
                    body = self.problem(ask(less), 422, "invalid-request")
                    self.assertEqual(body["errors"], [{"at": "/" + name, "detail": "it is missing"}])
                    body = self.problem(ask({**example, name: 1.5}), 422, "invalid-request")
                    self.assertEqual(body["errors"][0]["at"], "/" + name)
                twice = json.dumps(example)[:-1] + "," + json.dumps(example)[1:]
                self.problem(ask(twice, Content_Type=media), *invalid)
                self.problem(ask(" " * (5 << 20), Content_Type=media), 413, "too-large")

    def test_tags(self):
        for method, path, operation in answered():
            if "304" not in operation["responses"] or IN_ORDER & set(operation["tags"]):
                continue
            if operation["operationId"] in NOT_MADE:
                continue
            with self.subTest(operation["operationId"]):
                if "{job}" in path:
                    self.wait(self.job(), "done")
                asked = self.path_of(path, operation)
                tag = self.ask(method, asked).getheader("ETag")
                self.assertTrue(tag)
                for sent in (tag, f'"other", {tag}', "*", "W/" + tag):
                    answer = self.ask(method, asked, If_None_Match=sent)
                    self.assertEqual(answer.status, 304)
                    self.check(method, operation, answer)
                self.assertEqual(self.ask(method, asked, If_None_Match='"other"').status, 200)

    def test_head_is_get_without_a_body(self):
        for method, path, operation in answered():
            if IN_ORDER & set(operation["tags"]):
                continue
            if method == "GET" and operation["operationId"] not in {"followJob", *NOT_MADE}:
                answer = self.ask("HEAD", self.path_of(path, operation))
                self.assertEqual((answer.status, answer.content), (200, b""), path)
