// A whole network of timecoind processes on loopback: node 0 is a full node, 1 to n are the
// masternodes. Made by timecoin-tool sandbox-net in a temporary folder.
// Thread: main.
#pragma once

#include "app/files/network_file.h"
#include "node/base/crypto.h"
#include "tests/support/node_process.h"

#include <QHash>
#include <QSet>
#include <QTemporaryDir>

#include <map>
#include <memory>
#include <vector>

namespace timecoin {

class ProcessNet {
public:
    ProcessNet(int masternodes, int blockIntervalMs);

    /// Empty, or why the network could not be made.
    const QString& error() const { return m_error; }
    int masternodes() const { return m_masternodes; }
    int size() const { return m_masternodes + 1; }
    NodeProcess& node(int number) { return *m_nodes[static_cast<std::size_t>(number)]; }
    const Network& network() const { return m_file->network; }
    QString folder() const { return m_folder.path(); }
    QString statementLog(int masternode) const;

    void startAll();
    /// Every running node has all the others that run as peers, and running masternodes may sign.
    bool waitForReady(int timeoutMs);
    /// Every running node is at one height, at least `height`.
    bool waitForHeight(qint64 height, int timeoutMs);

    struct Spend {
        QString hex;
        QString txid;
    };
    /// Pays `satoshi` from the faucet's genesis coin `coin` to a lock that `salt` decides; two with
    /// the same coin and different salts are a double spend.
    Spend spend(std::uint32_t coin, std::uint32_t salt, std::uint32_t satoshi = 50'000) const;

    /// The height a node's own database has the transaction at; nullopt when it has not.
    std::optional<qint64> where(int number, const QString& txid);
    /// The transfers that any node ever told of as final, over all restarts.
    QSet<QString> finals();
    /// Empty when every one of these stands in the same block on all nodes, and no masternode ever
    /// contradicted itself; otherwise what is wrong.
    QString brokenPromise(const QSet<QString>& finals);
    /// For a failure: writes status and story of all nodes to standard error (Qt Test cuts long
    /// messages).
    void tellStory();

private:
    void make(int blockIntervalMs);

    int m_masternodes;
    QTemporaryDir m_folder;
    QString m_error;
    std::optional<NetworkFile> m_file;
    std::optional<SigningKey> m_faucet;
    std::vector<std::unique_ptr<NodeProcess>> m_nodes;
};

/// Empty when no masternode contradicts itself in its statement log, over all restarts; otherwise
/// the two lines that do (R-SIG-1 to R-SIG-4).
QString contradictionIn(const QString& statementLogPath);
/// The transfers a masternode ever voted for, by window.
QHash<qint64, QSet<QString>> votesIn(const QString& statementLogPath);

}  // namespace timecoin

/// QVERIFY that tells the story of a ProcessNet, but only when it fails.
#define VERIFY_NET(net, ...)                                                                       \
    do {                                                                                           \
        const bool verified = static_cast<bool>(__VA_ARGS__);                                      \
        if (!verified) (net).tellStory();                                                          \
        QVERIFY2(verified, #__VA_ARGS__);                                                          \
    } while (false)
