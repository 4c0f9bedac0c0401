// The node as the rest of the program sees it: commands in, futures and signals out.
// Thread: GUI/main (the one it was created in). It owns the node thread; nothing here ever waits
// for that thread, except the destructor, bounded, when stop() was not called before.
// Futures are always answered, at the latest when the node stops; take them with deliver().
// Cross-thread connections to the node stand in node_host.cpp and nowhere else.
#pragma once

#include "node/api/node_snapshot.h"
#include "node/api/registry_answer.h"

#include <QFuture>
#include <QObject>
#include <QString>

#include <memory>

namespace timecoin {

struct EngineConfig;

class NodeService : public QObject {
    Q_OBJECT
public:
    /// From stop() to stopped().
    static constexpr int kStopMs = 5'000;
    static constexpr int kMaxLocksAsked = 2'000;
    static constexpr int kMaxWatched = 200'000;
    static constexpr int kBlocksAsked = 100;

    explicit NodeService(const EngineConfig& config, QObject* parent = nullptr);
    ~NodeService() override;

    /// Ends with started() or fatal(). May be called again after stopped().
    void start();
    /// Ordered: no more commands, the turn ends, peers are flushed and closed, stores closed, the
    /// thread ends. Reports stopProgress() and, within kStopMs, stopped().
    void stop();
    bool isRunning() const;  ///< between start() and stopped()
    /// 0 before started().
    quint16 listenPort() const;

    /// `transaction` in its canonical encoding.
    QFuture<SubmitOutcome> submit(const Bytes& transaction);
    /// `lock` in its canonical encoding (33 bytes).
    QFuture<CoinsAnswer> coinsOf(const Bytes& lock);
    /// Of many locks in one reading; at most kMaxLocksAsked, further ones are refused (`ok` false).
    QFuture<CoinsAnswer> coinsOfAll(const QVector<Bytes>& locks);
    /// Adds locks whose payments are told by watchedTransfer(), votesCounted() and watchedBlock().
    /// They are remembered for the next start() too; at most kMaxWatched, the rest is ignored.
    void watch(const QVector<Bytes>& locks);
    /// Looks through at most kBlocksAsked blocks from `height` for watched locks.
    QFuture<BlocksAnswer> blocksFrom(quint64 height);
    QFuture<ProofAnswer> proofOf(const Hash& txid);
    QFuture<HeightAnswer> heightOf(const Hash& txid);
    QFuture<RegistryAnswer> masternodes();
    /// "host:port", dialled for ever until dropped.
    void addConnect(const QString& address);
    void dropConnect(const QString& address);
    /// The newest picture; null before the first.
    NodeSnapshotPtr snapshot() const;

signals:
    void started(quint16 listenPort);
    void blockCommitted(const timecoin::BlockInfo& block);
    void transferSeen(const timecoin::Hash& txid);
    void transferCertified(const timecoin::Hash& txid, quint64 height);
    /// Irreversible, told once: by acknowledgements, or (before its blockCommitted) by its block.
    void transferFinal(const timecoin::Hash& txid, quint64 height);
    void transferRejected(const timecoin::Hash& txid, const QString& code);
    void watchedTransfer(const timecoin::WatchedTransfer& transfer);
    void votesCounted(const timecoin::VotesInfo& votes);
    /// For every block, also those that touch no watched lock; after its blockCommitted().
    void watchedBlock(const timecoin::WatchedBlock& block);
    void phaseSeen(const timecoin::PhaseInfo& phase);
    void viewEntered(quint64 height, quint32 view);
    void signingAllowed(quint64 sequence);
    void alert(const QString& code, const QString& detail);
    /// The node has stopped by itself, or could not start; stopped() follows.
    void fatal(const QString& code, const QString& detail);
    void snapshotChanged(const timecoin::NodeSnapshotPtr& snapshot);
    void stopProgress(const QString& phase);
    /// `clean` is false when the node thread did not end in time.
    void stopped(bool clean);

private:
    class Host;
    std::unique_ptr<Host> m_host;
};

}  // namespace timecoin
