// The composition root of timecoin-qt: builds node, wallet and window, and is the only owner of the order
// in which they start and stop. The window never waits for any of them. Thread: GUI.
#pragma once

#include "app/desktop/desktop_options.h"
#include "app/desktop/single_instance.h"
#include "app/process/termination.h"
#include "ui/pages/program/preferences.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace timecoin {

class MainWindow;
class NodeService;
class Sandbox;
class SandboxControl;
class StateView;
class Translation;
class WalletService;
struct Network;
struct ProgramFacts;

class Desktop : public QObject {
    Q_OBJECT
public:
    static constexpr int kStopMs = 5'000;

    explicit Desktop(DesktopOptions options);
    ~Desktop() override;

    /// The event loop does the rest and ends with an ExitCode.
    void start();
    /// Ordered: wallet, then node; the loop ends with the code decided so far.
    void stop();

private:
    void build();
    bool buildSandbox();
    bool buildNode();
    void buildWallet();
    void buildWindow();
    void watchNode();
    ProgramFacts facts() const;
    /// Nothing could be built: a window with a sentence and one button.
    void refuse(const QString& sentence);
    void onFatal(const QString& code, const QString& detail);
    void stopNode();
    void onStopped(bool clean);

    DesktopOptions m_options;
    Termination m_termination;
    SingleInstance m_instance;
    Preferences m_preferences;
    std::unique_ptr<Translation> m_translation;
    QTimer m_stopDeadline;
    std::shared_ptr<const Network> m_network;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<SandboxControl> m_sandboxControl;
    std::unique_ptr<NodeService> m_ownNode;
    NodeService* m_node = nullptr;  ///< the own one, or the sandbox's
    std::unique_ptr<WalletService> m_wallet;
    std::unique_ptr<StateView> m_refusal;
    std::unique_ptr<MainWindow> m_window;
    int m_exitCode = 0;
    bool m_stopping = false;
};

}  // namespace timecoin
