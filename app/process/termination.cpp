#include "app/process/termination.h"

#ifdef Q_OS_UNIX
#include <array>
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <unistd.h>

namespace timecoin {
namespace {

std::array<int, 2> g_pipe{-1, -1};  // [0] is read by the notifier, [1] written by the handler

extern "C" void onSignal(int) {
    const int saved = errno;
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(g_pipe[1], &byte, 1);  // full: one is enough
    errno = saved;
}

}  // namespace

Termination::Termination(QObject* parent) : QObject(parent) {
    if (::pipe2(g_pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) {
        qCritical("no pipe for signals: only a kill will stop this program");
        return;
    }
    m_notifier = std::make_unique<QSocketNotifier>(g_pipe[0], QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &Termination::onByte);
    struct sigaction action {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, nullptr);
}

Termination::~Termination() {
    std::signal(SIGINT, SIG_DFL);
    std::signal(SIGTERM, SIG_DFL);
    m_notifier.reset();
    for (int& end : g_pipe)
        if (end >= 0) ::close(std::exchange(end, -1));
}

void Termination::onByte() {
    std::array<char, 16> bytes{};
    [[maybe_unused]] const auto count = ::read(g_pipe[0], bytes.data(), bytes.size());
    emit requested();
}

}  // namespace timecoin
#else
namespace timecoin {

Termination::Termination(QObject* parent) : QObject(parent) {}
Termination::~Termination() = default;
void Termination::onByte() {}

}  // namespace timecoin
#endif
