// The composition root: builds what the options ask for, is the only owner of the order in which
// things start and stop, and speaks to the person at the terminal. Thread: main.
#pragma once

#include "app/process/options.h"
#include "app/process/termination.h"
#include "node/api/node_service.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace timecoin {

class Control;
class Demo;
class Sandbox;
struct Network;

class Application : public QObject {
    Q_OBJECT
public:
    explicit Application(NodeOptions options);
    ~Application() override;

    /// Builds and starts; the event loop does the rest and ends with an ExitCode. When nothing can
    /// be built, the code and a sentence on standard error come at once.
    std::optional<int> start();
    /// Ordered; the loop ends with the code decided so far.
    void stop();

private:
    std::optional<int> startSandbox();
    std::optional<int> startNode();
    void sayNetwork(const Network& network);
    void startControl(NodeService& node, const Network& network);
    void watch(NodeService& node, const QString& who);
    void report(const NodeSnapshot& snapshot);
    void onFatal(const QString& who, const QString& code, const QString& detail);
    void onDemoFinished(bool passed);
    void onStopped(bool clean);
    void say(const QString& line);
    int refuse(const FileError& error);

    NodeOptions m_options;
    Termination m_termination;
    QTimer m_stopDeadline;
    std::unique_ptr<Sandbox> m_sandbox;
    std::unique_ptr<NodeService> m_node;
    std::unique_ptr<Demo> m_demo;
    std::unique_ptr<Control> m_control;
    QString m_lastStatus;
    QString m_lastWaiting;
    int m_exitCode = 0;
    bool m_stopping = false;
};

}  // namespace timecoin
