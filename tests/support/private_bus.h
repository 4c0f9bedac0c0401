// A session bus and a keychain of a test's own, in a home of its own: neither the person's secrets nor
// their settings are touched, and no daemon outlives the test.
#pragma once

#include "tests/support/file_content.h"

#include <QFile>
#include <QProcess>
#include <QProcessEnvironment>
#include <QString>
#include <QTemporaryFile>

#include <csignal>
#include <sys/prctl.h>

namespace timecoin {

inline constexpr int kStepMs = 30'000;

/// However the test ends.
inline void dieWithParent(QProcess& process) {
    process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGKILL); });
}

/// The system's environment with another home and without a bus.
inline QProcessEnvironment homeOfItsOwn(const QString& home) {
    QProcessEnvironment out = QProcessEnvironment::systemEnvironment();
    for (const char* name :
         {"HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME"})
        out.insert(QString::fromLatin1(name), home);
    for (const char* name : {"DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY",
                             "GNOME_KEYRING_CONTROL", "XDG_CURRENT_DESKTOP"})
        out.remove(QString::fromLatin1(name));
    return out;
}

/// A bus with nothing on it and nothing it would start.
inline constexpr const char* kBusConfig = R"(<busconfig><type>session</type>
<listen>unix:dir=%1</listen><auth>EXTERNAL</auth><policy context="default">
<allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy></busconfig>)";

class PrivateBus {
public:
    explicit PrivateBus(const QProcessEnvironment& base, const QString& folder)
        : m_environment(base) {
        const QString config = folder + QStringLiteral("/bus.conf");
        if (!writeContent(config, QString::fromLatin1(kBusConfig).arg(folder).toUtf8())) return;
        dieWithParent(m_daemon);
        m_daemon.setProcessEnvironment(base);
        m_daemon.start(QStringLiteral("dbus-daemon"),
                       {QStringLiteral("--config-file=") + config, QStringLiteral("--nofork"),
                        QStringLiteral("--nopidfile"), QStringLiteral("--print-address")});
        while (!m_daemon.canReadLine() && m_daemon.waitForReadyRead(kStepMs)) {
        }
        const QByteArray address = m_daemon.readLine().trimmed();
        m_environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"),
                             QString::fromLatin1(address));
        m_ok = !address.isEmpty();
    }
    ~PrivateBus() {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    bool ok() const { return m_ok; }
    const QProcessEnvironment& environment() const { return m_environment; }

private:
    QProcess m_daemon;
    QProcessEnvironment m_environment;
    bool m_ok = false;
};

enum class KeyringLock { Open, Closed };

/// gnome-keyring with its "login" keyring open, or shut as after a start without a passphrase.
class Keyring {
public:
    explicit Keyring(const QProcessEnvironment& environment, KeyringLock lock = KeyringLock::Open) {
        dieWithParent(m_daemon);
        m_daemon.setProcessEnvironment(environment);
        QStringList args = {QStringLiteral("--foreground"), QStringLiteral("--components=secrets")};
        if (lock == KeyringLock::Open) args.append(QStringLiteral("--unlock"));
        // Written to a pipe the passphrase would wait for an event loop that does not run.
        if (!m_passphrase.open() || m_passphrase.write("test") != 4) return;
        m_passphrase.close();
        m_daemon.setStandardInputFile(m_passphrase.fileName());
        m_daemon.setStandardOutputFile(QProcess::nullDevice());
        m_daemon.setStandardErrorFile(QProcess::nullDevice());
        m_daemon.start(QStringLiteral("gnome-keyring-daemon"), args);
    }
    ~Keyring() {
        m_daemon.kill();
        m_daemon.waitForFinished();
    }
    bool waitForStart() { return m_daemon.waitForStarted(kStepMs); }

private:
    QTemporaryFile m_passphrase;
    QProcess m_daemon;
};

}  // namespace timecoin
