// The sandbox: four masternodes and the user's own full node in this process, each with its own
// thread and databases, talking over real loopback sockets. The user's node is no masternode: it
// decides by certificates alone (R-CON-15). Thread: main.
#pragma once

#include "app/sandbox/faucet.h"
#include "app/sandbox/sandbox_network.h"
#include "node/api/node_service.h"

#include <QObject>

#include <memory>
#include <vector>

namespace timecoin {

/// What the options say of the user's own node.
struct NodeLimits {
    std::uint32_t cacheMiB = 0;    ///< 0: by the machine's memory
    std::uint64_t pruneDepth = 0;  ///< 0: every block stays whole; holds for the masternodes too
};

class Sandbox : public QObject {
    Q_OBJECT
public:
    static constexpr int kUser = 0;  ///< masternodes are 1 to masternodes()

    /// Databases stand in `folder`/node0, node1 ... `statementLogs`: a folder for one statement log
    /// of each masternode; empty: none. `limits`: of the user's node; the masternodes are small.
    Sandbox(SandboxNetwork network, const QString& folder, const QString& statementLogs,
            const NodeLimits& limits = {}, QObject* parent = nullptr);
    ~Sandbox() override;

    void start();
    /// All nodes at once; ends with stopped().
    void stop();
    void startMasternode(int number);
    void stopMasternode(int number);

    int masternodes() const { return static_cast<int>(m_nodes.size()) - 1; }
    NodeService& user() { return *m_nodes.front().service; }
    NodeService& node(int number) { return *m_nodes[static_cast<std::size_t>(number)].service; }
    Faucet& faucet() { return *m_faucet; }
    const SigningKey& faucetKey() const { return m_network.faucet; }
    const Network& network() const { return m_network.file.network; }
    /// Everybody runs, is connected to everybody it should be, and may sign.
    bool isReady() const;
    /// Why isReady() is false: one line for each node.
    QStringList notReady() const;

signals:
    void ready();
    void fatal(int node, const QString& code, const QString& detail);
    void stopped(bool clean);

private:
    struct Node {
        std::unique_ptr<NodeService> service;
        QString address;  ///< "127.0.0.1:port" while it runs
    };

    void addNode(int number, const QString& folder, const QString& statementLogs,
                 const NodeLimits& limits);
    void onStarted(int number, quint16 port);
    void onStopped(int number, bool clean);
    QString notReady(int number) const;

    SandboxNetwork m_network;
    std::vector<Node> m_nodes;
    std::unique_ptr<Faucet> m_faucet;
    bool m_told = false;
    bool m_stopping = false;
    bool m_clean = true;
};

}  // namespace timecoin
