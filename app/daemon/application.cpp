#include "app/daemon/application.h"

#include "app/daemon/control.h"
#include "app/process/exit_code.h"
#include "app/process/node_config.h"
#include "app/sandbox/demo.h"
#include "app/sandbox/sandbox.h"
#include "app/texts/code_text.h"
#include "app/texts/file_text.h"
#include "app/texts/status_text.h"
#include "app/texts/value_text.h"
#include "node/engine/engine_types.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLoggingCategory>

#include <cstdio>
#include <cstdlib>

namespace timecoin {
namespace {

constexpr int kStopMs = 5'000;

void startLog(LogLevel level) {
    qSetMessagePattern(QStringLiteral("%{time yyyy-MM-ddTHH:mm:ss.zzz} %{type} %{category} "
                                      "%{message}"));
    const auto on = [level](LogLevel least) {
        return QLatin1String(level >= least ? "true" : "false");
    };
    QLoggingCategory::setFilterRules(
        QStringLiteral("timecoin.*.debug=%1\ntimecoin.*.info=%2\ntimecoin.*.warning=%3\n")
            .arg(on(LogLevel::Debug), on(LogLevel::Info), on(LogLevel::Warning)));
}

quint64 wallMs() {
    return static_cast<quint64>(QDateTime::currentMSecsSinceEpoch());
}

}  // namespace

Application::Application(NodeOptions options) : m_options(std::move(options)) {
    // The demo speaks for itself; its log begins at what is wrong.
    const bool quiet = m_options.demo && m_options.logLevel == LogLevel::Info;
    startLog(quiet ? LogLevel::Warning : m_options.logLevel);
    connect(&m_termination, &Termination::requested, this, &Application::stop);
    m_stopDeadline.setSingleShot(true);
    connect(&m_stopDeadline, &QTimer::timeout, this, [this] { onStopped(false); });
}

Application::~Application() = default;

/// For people on standard output; with --control that belongs to the program at the other end.
void Application::say(const QString& line) {
    const QByteArray text = line.toUtf8() + '\n';
    std::FILE* const out = m_options.control ? stderr : stdout;
    std::fwrite(text.constData(), 1, static_cast<std::size_t>(text.size()), out);
    std::fflush(out);
}

int Application::refuse(const FileError& error) {
    std::fprintf(stderr, "timecoind: %s\n", describe(error).toUtf8().constData());
    return ExitCode::kUsage;
}

std::optional<int> Application::start() {
    return m_options.network == QStringLiteral("sandbox") ? startSandbox() : startNode();
}

std::optional<int> Application::startSandbox() {
    const QString folder = m_options.dataDir + QStringLiteral("/sandbox");
    SandboxPlan plan;
    plan.genesisTimeMs = wallMs();
    plan.blockIntervalMs = m_options.sandboxIntervalMs.value_or(plan.blockIntervalMs);
    auto network = openSandbox(folder, plan);
    if (!network.ok()) return refuse(network.error());
    m_sandbox =
        std::make_unique<Sandbox>(std::move(network).value(), folder, m_options.statementLog,
                                  NodeLimits{m_options.cacheMiB, m_options.pruneDepth});
    connect(m_sandbox.get(), &Sandbox::stopped, this, &Application::onStopped);
    connect(m_sandbox.get(), &Sandbox::fatal, this,
            [this](int number, const QString& code, const QString& detail) {
                onFatal(QStringLiteral("node%1").arg(number), code, detail);
            });
    watch(m_sandbox->user(), QStringLiteral("your node"));
    if (m_options.control) startControl(m_sandbox->user(), m_sandbox->network());
    if (!m_demo && !m_options.demo) sayNetwork(m_sandbox->network());
    if (m_options.demo) {
        m_demo = std::make_unique<Demo>(*m_sandbox, static_cast<int>(m_options.demoTimeoutMs),
                                        [this](const QString& line) { say(line); });
        connect(m_demo.get(), &Demo::finished, this, &Application::onDemoFinished);
        m_demo->start();
    }
    m_sandbox->start();
    return std::nullopt;
}

std::optional<int> Application::startNode() {
    auto made = nodeConfig(m_options);
    if (!made.ok()) return refuse(made.error());
    const EngineConfig& config = *made;
    m_node = std::make_unique<NodeService>(config);
    connect(m_node.get(), &NodeService::stopped, this, &Application::onStopped);
    connect(m_node.get(), &NodeService::fatal, this,
            [this](const QString& code, const QString& detail) {
                onFatal(QStringLiteral("timecoind"), code, detail);
            });
    watch(*m_node, QStringLiteral("node"));
    if (m_options.control) startControl(*m_node, config.network);
    sayNetwork(config.network);
    m_node->start();
    return std::nullopt;
}

/// The genesis hash is the network's name that cannot be imitated: people compare it.
void Application::sayNetwork(const Network& network) {
    say(QStringLiteral("network %1, genesis %2, data in %3")
            .arg(QString::fromStdString(network.params.name), hexText(network.genesisHash),
                 m_options.dataDir));
}

void Application::startControl(NodeService& node, const Network& network) {
    m_control = std::make_unique<Control>(node, network, m_sandbox.get());
    connect(m_control.get(), &Control::stopRequested, this, &Application::stop);
    m_control->start();
}

void Application::watch(NodeService& node, const QString& who) {
    connect(&node, &NodeService::started, this, [this, who](quint16 port) {
        say(port == 0 ? who + QStringLiteral(" started, not listening")
                      : QStringLiteral("%1 started, listening on port %2").arg(who).arg(port));
    });
    connect(&node, &NodeService::alert, this, [this](const QString& code, const QString& detail) {
        say(QStringLiteral("alert: ") + alertText(code, detail));
    });
    connect(&node, &NodeService::snapshotChanged, this,
            [this](const NodeSnapshotPtr& snapshot) { report(*snapshot); });
}

/// A line when height, peers or round have changed, and when payments begin or cease to wait.
void Application::report(const NodeSnapshot& snapshot) {
    const QString waiting = waitingText(snapshot).value_or(QString());
    if (waiting != m_lastWaiting) {
        say(waiting.isEmpty() ? QStringLiteral("payments go on") : waiting);
        if (m_control)
            m_control->write({{QStringLiteral("event"), QStringLiteral("waiting")},
                              {QStringLiteral("text"), waiting}});
        m_lastWaiting = waiting;
    }
    const QString key = QStringLiteral("%1/%2/%3")
                            .arg(snapshot.height)
                            .arg(snapshot.peers.size())
                            .arg(snapshot.view);
    if (key == m_lastStatus || m_demo) return;
    m_lastStatus = key;
    say(statusLine(snapshot));
}

void Application::onFatal(const QString& who, const QString& code, const QString& detail) {
    std::fprintf(stderr, "%s: %s\n", who.toUtf8().constData(),
                 fatalText(code, detail).toUtf8().constData());
    // A masternode of the sandbox may go; the person's own node may not.
    if (m_sandbox && who != QStringLiteral("node0") && !m_options.demo) return;
    m_exitCode = ExitCode::kFatal;
    stop();
}

void Application::onDemoFinished(bool passed) {
    if (m_exitCode == ExitCode::kOk && !passed) m_exitCode = ExitCode::kDemoFailed;
    stop();
}

void Application::stop() {
    if (m_stopping) return;
    m_stopping = true;
    say(QStringLiteral("stopping"));
    m_stopDeadline.start(kStopMs);
    if (m_sandbox)
        m_sandbox->stop();
    else if (m_node && m_node->isRunning())
        m_node->stop();
    else
        onStopped(true);
}

void Application::onStopped(bool clean) {
    if (!m_stopping && clean) {
        // The node ended by itself, after fatal().
        m_stopping = true;
        if (m_exitCode == ExitCode::kOk) m_exitCode = ExitCode::kFatal;
    }
    m_stopDeadline.stop();
    if (!clean) {
        // Nothing is lost by an end without ceremony: what was promised is on the disk already.
        say(QStringLiteral("did not stop in time"));
        std::fflush(nullptr);
        std::_Exit(ExitCode::kNotStopped);
    }
    say(QStringLiteral("stopped"));
    QCoreApplication::exit(m_exitCode);
}

}  // namespace timecoin
