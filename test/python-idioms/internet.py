#: urllib-parse
from urllib.parse import urlparse, urlencode, parse_qs, parse_qsl, quote, unquote, urljoin, urlsplit, urlunsplit, quote_plus, urldefrag
u = urlparse("https://user:pw@example.com:8080/a/b;p?q=1&r=x%20y&q=2#frag"); print(u.scheme, u.netloc, u.hostname, u.port, u.path, u.params, u.query, u.fragment, u.username, u.geturl())
print(parse_qs(u.query), parse_qsl("a=1&b=&c", keep_blank_values=True), urlencode({"a b": "c&d", "l": [1, 2]}, doseq=True), quote("a/b c?é"), quote_plus("a b"), unquote("%C3%A9%20"), urljoin("http://x.org/a/b.html", "../c.css"), urljoin("http://x.org/a", "//y.org/z"), urlunsplit(("http", "h", "/p", "q=1", "")), urldefrag("u#f").fragment, urlsplit("//h/p")._replace(scheme="ftp").geturl())

#: ipaddress
import ipaddress as ip
n = ip.ip_network("192.168.1.0/29"); print(ip.ip_address("10.0.0.1").is_private, n.num_addresses, list(n.hosts())[:2], n.netmask, n.broadcast_address, ip.ip_address("192.168.1.3") in n, ip.ip_address("::1").is_loopback, int(ip.ip_address("1.2.3.4")), list(n.subnets(new_prefix=30)), ip.ip_interface("10.1.1.1/8").network, ip.ip_address("2001:db8::1").exploded, sorted([ip.ip_address("10.0.0.10"), ip.ip_address("10.0.0.9")])[0], list(ip.collapse_addresses([ip.ip_network("10.0.0.0/25"), ip.ip_network("10.0.0.128/25")])))
for bad in ("999.1.1.1", "1.2.3.0/33", "192.168.1.1/29"):
    try: ip.ip_network(bad)
    except ValueError as error: print(error)

#: email-message
from email.message import EmailMessage
from email import message_from_string, policy
from email.utils import parseaddr, formataddr, parsedate_to_datetime
m = EmailMessage(); m["Subject"] = "Grüße"; m["From"] = "a@x.org"; m["To"] = "b@y.org, c@z.org"; m.set_content("Hello\nthere\n"); m.add_attachment(b"\x00\x01", maintype="application", subtype="octet-stream", filename="d.bin")
print(m["subject"], m.is_multipart(), [p.get_content_type() for p in m.walk()], [a.get_filename() for a in m.iter_attachments()], m.get_body().get_content())
p = message_from_string("From: Ann <ann@x.org>\nSubject: =?utf-8?q?caf=C3=A9?=\nContent-Type: text/plain\n\nbody", policy=policy.default); print(p["subject"], p["from"].addresses[0].addr_spec, p.get_content().strip(), parseaddr("Ann <a@b.c>"), formataddr(("Bö", "b@c.d")), parsedate_to_datetime("Mon, 20 Nov 1995 19:12:08 -0500"))

#: email-mime
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
m = MIMEMultipart("alternative", boundary="B"); m["To"] = "x"; m.attach(MIMEText("plain", "plain")); m.attach(MIMEText("<b>h</b>", "html", "utf-8")); print(m.as_string())

#: mimetypes
import mimetypes
mimetypes.init([]); print([mimetypes.guess_type(n) for n in ("a.html", "b.tar.gz", "c.json", "d.png", "e.unknownext", "f.py")], mimetypes.guess_extension("text/html"))

#: html-parser
from html.parser import HTMLParser
class Links(HTMLParser):
    def __init__(self): super().__init__(); self.links, self.text = [], []
    def handle_starttag(self, tag, attrs): self.links += [v for k, v in attrs if tag == "a" and k == "href"]
    def handle_data(self, data): self.text.append(data.strip())
p = Links(); p.feed("<html><body><h1>T &amp; C</h1><a href='x.html'>One</a><a href=y>Two<br/></a><!-- c --></body>"); print(p.links, [t for t in p.text if t])

#: http-enums-and-cookies
import http, http.client, http.cookies
print(http.HTTPStatus.NOT_FOUND, http.HTTPStatus(200).phrase, http.client.responses[418], http.HTTPMethod.GET)
c = http.cookies.SimpleCookie("a=1; b=two"); c["s"] = "x"; c["s"]["path"] = "/"; c["s"]["httponly"] = True; print(c["a"].value, c["s"].OutputString())

#: xmlrpc-marshal
import xmlrpc.client
text = xmlrpc.client.dumps((1, "a", [True]), "method"); print(xmlrpc.client.loads(text), "<methodName>method" in text)

#: wsgi-app-in-memory
from wsgiref.util import setup_testing_defaults
from wsgiref.headers import Headers
def app(environ, start):
    start("200 OK", [("Content-Type", "text/plain")]); return [f"{environ['REQUEST_METHOD']} {environ['PATH_INFO']}".encode()]
env = {"PATH_INFO": "/x"}; setup_testing_defaults(env); print(app(env, lambda s, h: print(s, h)), Headers([("A", "b")])["a"])

#: router-in-memory
import json, re
routes = []
def route(pattern, method="GET"):
    def wrap(f): routes.append((method, re.compile("^" + re.sub(r"<(\w+)>", r"(?P<\1>[^/]+)", pattern) + "$"), f)); return f
    return wrap
@route("/users/<id>")
def user(id): return {"id": int(id)}
@route("/users", "POST")
def create(): return {"created": True}
def dispatch(method, path):
    for m, p, f in routes:
        if m == method and (hit := p.match(path)):
            try: return 200, json.dumps(f(**hit.groupdict()))
            except ValueError as error: return 400, str(error)
    return 404, "not found"
print([dispatch(*r) for r in (("GET", "/users/5"), ("GET", "/users/x"), ("POST", "/users"), ("GET", "/"))])

#: robotparser
from urllib.robotparser import RobotFileParser
r = RobotFileParser(); r.parse(["User-agent: *", "Disallow: /private", "Crawl-delay: 5"]); print(r.can_fetch("bot", "/private/x"), r.can_fetch("bot", "/pub"), r.crawl_delay("bot"))

#: urllib-request-object
import urllib.request
r = urllib.request.Request("http://example.com/x?y=1", data=b"d", headers={"X-A": "1"}); print(r.get_method(), r.host, r.selector, r.get_header("X-a"), r.full_url)
print(urllib.request.urlopen("data:text/plain,hello%20data").read())

#: socket-helpers
import socket, struct
print(socket.inet_aton("1.2.3.4"), socket.inet_ntoa(b"\x7f\0\0\1"), socket.htons(1) != 0, socket.AF_INET.name, socket.inet_pton(socket.AF_INET6, "::1")[-1])

#: ssl-import
import ssl
print(hasattr(ssl, "create_default_context"), issubclass(ssl.SSLError, OSError))

#: mailbox
import mailbox
m = mailbox.mbox("m.mbox"); m.add("From: a@b\nSubject: hi\n\nbody\n"); m.flush(); print(len(m), m[0]["subject"])
