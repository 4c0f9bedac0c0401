#include "app/desktop/desktop.h"

#include "app/desktop/sandbox_adapter.h"
#include "app/desktop/translation.h"
#include "app/process/exit_code.h"
#include "app/process/node_config.h"
#include "app/texts/code_text.h"
#include "app/texts/file_text.h"
#include "app/texts/value_text.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/state_view.h"
#include "ui/window/make_pages.h"

#include <QApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>

#include <cstdlib>
#include <utility>

namespace timecoin {
namespace {

constexpr QSize kRefusalSize(640, 400);

}  // namespace

Desktop::Desktop(DesktopOptions options)
    : m_options(std::move(options)),
      m_instance(m_options.folder()),
      m_preferences(m_options.folder() + QStringLiteral("/window.ini")) {
    connect(&m_termination, &Termination::requested, this, &Desktop::stop);
    connect(qApp, &QGuiApplication::commitDataRequest, this, &Desktop::stop);
    m_stopDeadline.setSingleShot(true);
    connect(&m_stopDeadline, &QTimer::timeout, this, [this] { onStopped(false); });
    QGuiApplication::setQuitOnLastWindowClosed(false);
}

Desktop::~Desktop() = default;

void Desktop::start() {
    const QLocale locale = chosenLocale(m_preferences.language(), QLocale::system());
    QLocale::setDefault(locale);
    m_translation = std::make_unique<Translation>(locale);
    switch (m_instance.begin()) {
    case SingleInstance::Role::First: return build();
    case SingleInstance::Role::Unusable:
        return refuse(fatalText(QStringLiteral("directory_unusable"), m_options.folder()));
    case SingleInstance::Role::Second:
        connect(&m_instance, &SingleInstance::handedOver, this, [this](bool taken) {
            if (taken) return QCoreApplication::exit(ExitCode::kOk);
            refuse(fatalText(QStringLiteral("already_running"), m_options.folder()));
        });
        m_instance.handOver(m_options.uri);
        return;
    }
}

void Desktop::build() {
    applyTheme(*qApp, m_preferences.theme());
    QGuiApplication::setWindowIcon(applicationIcon());
    const bool built = m_options.isSandbox() ? buildSandbox() : buildNode();
    if (!built) return;
    buildWallet();
    buildWindow();
    watchNode();
    m_window->show();
    if (!m_options.uri.isEmpty()) m_window->openUri(m_options.uri);
    // The window is there before anything that may take long begins.
    QTimer::singleShot(0, this, [this] {
        if (m_stopping) return;
        if (m_sandbox)
            m_sandbox->start();
        else
            m_node->start();
        m_wallet->start();
    });
}

bool Desktop::buildSandbox() {
    const QString folder = m_options.folder();
    SandboxPlan plan;
    plan.genesisTimeMs = static_cast<std::uint64_t>(QDateTime::currentMSecsSinceEpoch());
    plan.blockIntervalMs = m_options.node.sandboxIntervalMs.value_or(plan.blockIntervalMs);
    auto network = openSandbox(folder, plan);
    if (!network.ok()) {
        refuse(describe(network.error()));
        return false;
    }
    m_network = std::make_shared<const Network>(network->file.network);
    m_sandbox =
        std::make_unique<Sandbox>(std::move(network).value(), folder, m_options.node.statementLog,
                                  NodeLimits{m_options.node.cacheMiB, m_options.node.pruneDepth});
    m_sandboxControl = std::make_unique<SandboxAdapter>(*m_sandbox);
    m_node = &m_sandbox->user();
    connect(m_sandbox.get(), &Sandbox::stopped, this, &Desktop::onStopped);
    connect(m_sandbox.get(), &Sandbox::fatal, this,
            [this](int number, const QString& code, const QString& detail) {
                if (number == Sandbox::kUser) return onFatal(code, detail);
                // A masternode of the sandbox may go; the person's own node may not.
                m_window->showAlert(
                    tr("Masternode %1 has stopped. %2").arg(number).arg(fatalText(code, detail)));
            });
    return true;
}

bool Desktop::buildNode() {
    auto made = nodeConfig(m_options.node);
    if (!made.ok()) {
        refuse(describe(made.error()));
        return false;
    }
    const EngineConfig& config = *made;
    m_network = std::make_shared<const Network>(config.network);
    m_ownNode = std::make_unique<NodeService>(config);
    m_node = m_ownNode.get();
    connect(m_node, &NodeService::stopped, this, &Desktop::onStopped);
    connect(m_node, &NodeService::fatal, this, &Desktop::onFatal);
    return true;
}

void Desktop::buildWallet() {
    WalletConfig config;
    config.network = m_network;
    config.folder = m_options.folder() + QStringLiteral("/wallet");
    // Its owner's alone. What fails here, the wallet says.
    if (QDir().mkpath(config.folder))
        QFile::setPermissions(config.folder,
                              QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_wallet = std::make_unique<WalletService>(std::move(config), *m_node);
}

ProgramFacts Desktop::facts() const {
    ProgramFacts facts;
    facts.version = QStringLiteral(TIMECOIN_VERSION);
    facts.network = m_options.networkName();
    facts.genesisHash = hexText(m_network->genesisHash);
    facts.dataFolder = QDir::toNativeSeparators(m_options.folder());
    facts.libraries = {{QStringLiteral("Qt"), QString::fromLatin1(qVersion())},
                       {QStringLiteral("libsodium"), {}},
                       {QStringLiteral("SQLite"), {}},
                       {QStringLiteral("Zstandard"), {}},
                       {QStringLiteral("toml++"), {}},
                       {QStringLiteral("QtKeychain"), {}},
                       {QStringLiteral("QR Code generator"), {}}};
    facts.sandbox = m_sandbox != nullptr;
    return facts;
}

void Desktop::buildWindow() {
    WindowParts parts{*m_node, *m_wallet, m_preferences, m_sandboxControl.get(), facts()};
    m_window = std::make_unique<MainWindow>(parts);
    makePages(*m_window, parts);
    connect(m_window.get(), &MainWindow::quitRequested, this, &Desktop::stop);
    connect(&m_instance, &SingleInstance::asked, m_window.get(), &MainWindow::openUri);
}

void Desktop::watchNode() {
    connect(m_node, &NodeService::alert, this, [this](const QString& code, const QString& detail) {
        m_window->showAlert(alertText(code, detail));
    });
    connect(m_node, &NodeService::stopProgress, this, [this](const QString& phase) {
        if (m_stopping) m_window->showClosing(phase);
    });
}

void Desktop::refuse(const QString& sentence) {
    applyTheme(*qApp, m_preferences.theme());
    m_exitCode = ExitCode::kUsage;
    m_refusal = std::make_unique<StateView>(QStringLiteral("warning"), tr("TimeCoin cannot start"),
                                            sentence);
    m_refusal->setAction(tr("Quit"));
    m_refusal->setWindowTitle(QStringLiteral("TimeCoin"));
    m_refusal->setWindowIcon(applicationIcon());
    m_refusal->resize(kRefusalSize);
    connect(m_refusal.get(), &StateView::actionTriggered, this, &Desktop::stop);
    QGuiApplication::setQuitOnLastWindowClosed(true);
    connect(qApp, &QGuiApplication::lastWindowClosed, this, &Desktop::stop);
    m_refusal->show();
}

void Desktop::onFatal(const QString& code, const QString& detail) {
    m_exitCode = ExitCode::kFatal;
    m_window->showFatal(fatalText(code, detail));
}

void Desktop::stop() {
    if (std::exchange(m_stopping, true)) return;
    m_stopDeadline.start(kStopMs);
    if (m_window) m_window->showClosing({});
    if (!m_wallet || !m_wallet->isRunning()) return stopNode();
    // The wallet first: it asks the node until the end.
    connect(m_wallet.get(), &WalletService::stopped, this, &Desktop::stopNode);
    m_wallet->stop();
}

void Desktop::stopNode() {
    if (m_sandbox)
        m_sandbox->stop();
    else if (m_ownNode && m_ownNode->isRunning())
        m_ownNode->stop();
    else
        onStopped(true);
}

void Desktop::onStopped(bool clean) {
    // A node that ended by itself has said so with fatal(); the window stays and tells why.
    if (!m_stopping) return;
    m_stopDeadline.stop();
    if (!clean) {
        // Nothing is lost by an end without ceremony: what was promised is on the disk already.
        std::fflush(nullptr);
        std::_Exit(ExitCode::kNotStopped);
    }
    QCoreApplication::exit(m_exitCode);
}

}  // namespace timecoin
