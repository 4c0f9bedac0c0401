// Preloaded into a program under test (LD_PRELOAD): kills it by SIGKILL at a call of its choosing around
// storing and sending. The program itself knows nothing of it, and nothing here needs ptrace.
//
// TIMECOIN_KILL_POINT is "file call when K [N]":
//   file  part of the path of the files that count, e.g. "safety.db"
//   call  write | sync | send
//   when  before | half | after    half: half of the bytes of a write or send
//   K     the K-th such call of the process kills it; for send: the N-th send on a socket after the
//         K-th sync of such a file
#include <dlfcn.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace {

enum class Call { Write, Sync, Send };
enum class When { Before, Half, After };

struct Point {
    bool set = false;
    char file[64] = {};
    Call call = Call::Sync;
    When when = When::Before;
    long k = 0;
    long n = 0;
};

Point read() {
    Point point;
    const char* text = std::getenv("TIMECOIN_KILL_POINT");
    if (text == nullptr) return point;
    char call[16] = {};
    char when[16] = {};
    if (std::sscanf(text, "%63s %15s %15s %ld %ld", point.file, call, when, &point.k, &point.n) < 4)
        std::abort();
    point.call = std::strcmp(call, "write") == 0  ? Call::Write
                 : std::strcmp(call, "sync") == 0 ? Call::Sync
                                                  : Call::Send;
    point.when = std::strcmp(when, "before") == 0 ? When::Before
                 : std::strcmp(when, "half") == 0 ? When::Half
                                                  : When::After;
    point.set = true;
    return point;
}

const Point& point() {
    static const Point kPoint = read();
    return kPoint;
}

std::atomic<long> countOfCalls = 0;  // writes, or syncs
std::atomic<long> countOfSends = 0;  // after the K-th sync

bool counts(int file) {
    char link[32];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    char path[512];
    const ssize_t length = ::readlink(link, path, sizeof path - 1);
    if (length <= 0) return false;
    path[length] = 0;
    return std::strstr(path, point().file) != nullptr;
}

bool isSocket(int file) {
    int domain = 0;
    socklen_t size = sizeof domain;
    return ::getsockopt(file, SOL_SOCKET, SO_DOMAIN, &domain, &size) == 0 &&
           (domain == AF_INET || domain == AF_INET6);
}

/// Whether this is the call that kills.
bool isFile(Call call, int file) {
    return point().set && point().call == call && counts(file) && ++countOfCalls == point().k;
}

bool isSend(int file) {
    return point().set && point().call == Call::Send && countOfCalls >= point().k &&
           isSocket(file) && ++countOfSends == point().n;
}

[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    while (true) ::pause();
}

template <class Function>
Function next(const char* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

/// `call` is told how much of `size` it may do.
template <class Done>
auto around(bool kills, std::size_t size, Done&& call) {
    if (!kills) return call(size);
    if (point().when == When::Half && size > 1) call(size / 2);
    if (point().when == When::After) call(size);
    die();
}

template <class Sync>
int synced(int file, Sync sync) {
    const bool kills = isFile(Call::Sync, file);
    if (kills && point().when != When::After) die();
    const int done = sync(file);
    if (kills) die();
    // For sends the syncs that come before them are counted.
    if (point().set && point().call == Call::Send && counts(file)) ++countOfCalls;
    return done;
}

}  // namespace

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name)
extern "C" {

int fsync(int file) {
    static const auto kNext = next<int (*)(int)>("fsync");
    return synced(file, kNext);
}

int fdatasync(int file) {
    static const auto kNext = next<int (*)(int)>("fdatasync");
    return synced(file, kNext);
}

ssize_t pwrite(int file, const void* bytes, std::size_t size, off_t at) {
    static const auto kNext = next<ssize_t (*)(int, const void*, std::size_t, off_t)>("pwrite");
    return around(isFile(Call::Write, file), size,
                  [&](std::size_t part) { return kNext(file, bytes, part, at); });
}

ssize_t pwrite64(int file, const void* bytes, std::size_t size, off64_t at) {
    static const auto kNext = next<ssize_t (*)(int, const void*, std::size_t, off64_t)>("pwrite64");
    return around(isFile(Call::Write, file), size,
                  [&](std::size_t part) { return kNext(file, bytes, part, at); });
}

ssize_t write(int file, const void* bytes, std::size_t size) {
    static const auto kNext = next<ssize_t (*)(int, const void*, std::size_t)>("write");
    return around(isFile(Call::Write, file) || isSend(file), size,
                  [&](std::size_t part) { return kNext(file, bytes, part); });
}

ssize_t send(int file, const void* bytes, std::size_t size, int flags) {
    static const auto kNext = next<ssize_t (*)(int, const void*, std::size_t, int)>("send");
    return around(isSend(file), size,
                  [&](std::size_t part) { return kNext(file, bytes, part, flags); });
}

ssize_t sendmsg(int file, const msghdr* message, int flags) {
    static const auto kNext = next<ssize_t (*)(int, const msghdr*, int)>("sendmsg");
    return around(isSend(file), 1, [&](std::size_t) { return kNext(file, message, flags); });
}

}  // extern "C"
// NOLINTEND(readability-inconsistent-declaration-parameter-name)
