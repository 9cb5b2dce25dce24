/** Python that says why nothing can be reached: there is no network. */

/** What follows the source of `socket.py`. */
export const socketSource: string = `

def _refuse_lookup(*args, **options):
    raise gaierror(EAI_FAIL, "A sandbox has no network")


getaddrinfo = getnameinfo = gethostbyname = gethostbyname_ex = gethostbyaddr = _refuse_lookup
_open_socket = socket.__init__


def _refuse_socket(self, family=-1, type=-1, proto=-1, fileno=None):
    try:
        _open_socket(self, family, type, proto, fileno)
    except PermissionError as error:
        raise PermissionError(error.errno, "A sandbox has no network") from None


socket.__init__ = _refuse_socket
`;
