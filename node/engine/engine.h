// The node's host: one QObject that owns the core, its stores, its peers and the timer, and runs
// the turns (R-CORE-1: verify -> step -> persist -> send -> apply).
// Thread: node. Created, used and destroyed in it. Handlers are called in it too.
#pragma once

#include "node/engine/data_directory.h"
#include "node/engine/engine_types.h"
#include "node/engine/inbox.h"
#include "node/engine/other_networks.h"
#include "node/engine/pool_file.h"
#include "node/engine/statement_log.h"
#include "node/engine/verify_pool.h"
#include "node/net/peer_manager.h"
#include "node/storage/recount.h"
#include "node/storage/sqlite/database.h"
#include "node/storage/storage.h"

#include <QObject>
#include <QTimer>

#include <deque>
#include <map>
#include <memory>
#include <optional>

namespace timecoin {

/// How the chain database is opened for this configuration.
DatabaseOptions chainOptions(const EngineConfig& config);

class Engine : public QObject {
    Q_OBJECT
public:
    /// A turn takes at most this many inputs, or this long, so that sockets are served in between.
    static constexpr std::size_t kInputsPerTurn = 512;
    static constexpr qint64 kTurnMs = 5;
    /// A look through old blocks holds the thread up no longer than this.
    static constexpr qint64 kBlocksMs = 15;
    static constexpr int kSnapshotMs = 250;
    static constexpr std::size_t kPendingInSnapshot = 1'000;
    static constexpr std::size_t kMaxSubmits = 20'000;
    /// A submit without a verdict is answered as such after this.
    static constexpr std::uint64_t kVerdictMs = 10'000;
    /// A pool of at most so many bytes is written while the node runs, when it changed; a larger one
    /// only at the end.
    static constexpr int kPoolSaveMs = 30'000;
    static constexpr std::uint64_t kSmallPoolBytes = 4'000'000;
    /// Above the first nothing is read from sockets, until below the second.
    static constexpr std::size_t kInboxFull = 16'384;
    static constexpr std::size_t kInboxRelieved = 8'192;

    Engine(EngineConfig config, EngineHandlers handlers);
    ~Engine() override;

    /// Locks, identity, stores, core, peers, in this order. Ends with started() or failed().
    void start();
    /// Finishes the turn, closes peers, waits for the checks that run, closes the stores; then
    /// stopped(). Idempotent.
    void stop();
    bool isStopped() const { return m_stopping && !m_handlers.stopped; }

    /// `answer` is called once, in the node thread.
    void submit(const Bytes& encodedTransaction, std::function<void(const SubmitVerdict&)> answer);
    Stored<std::vector<CoinDelta::Created>> coinsOfAll(const std::set<Lock>& locks);
    Stored<std::optional<std::uint64_t>> heightOf(const Hash& txid);
    /// Looks at up to `count` blocks from `from`, and at no more than kBlocksMs allows but one.
    Stored<EngineBlocks> blocksFrom(std::uint64_t from, std::uint64_t count);
    /// nullopt: none, or the window is over.
    std::optional<TransferCertificate> proofOf(const Hash& txid, StatementKind kind) const;
    /// nullopt before start() and after the end.
    std::optional<EngineRegistry> registry() const;
    /// May be called before start(); tells at once of pooled transfers that match.
    void watch(const std::vector<Lock>& locks);
    /// nullopt before start() and after the end.
    std::optional<std::uint64_t> height() const;
    void addConnect(const QString& address);
    void dropConnect(const QString& address);
    void snapshotTaken();

private:
    struct Submit {
        Transaction transaction;
        std::function<void(const SubmitVerdict&)> answer;
    };

    std::optional<EngineFailure> open();
    std::optional<EngineFailure> openStores(const DataDirectory& directory);
    std::optional<EngineFailure> openPeers(SigningKey identity);
    void fail(const EngineFailure& failure);
    void closeAll();

    void scheduleTurn();
    void turn();
    /// True when inputs are left for another turn.
    bool takeInputs(Instant now);
    void takeSubmit(Instant now);
    void takeRestored(Instant now);
    void forgetRestored();
    void savePool();
    void expireSubmits(Instant now);
    void finish(Instant now);
    void dispatch(Turn turn, Instant now);
    void answerSubmits(const std::vector<CoreEvent>& events);
    void answer(const SubmitVerdict& verdict);
    void armTimer(Instant now);
    WatchFilter::Source watchSource() const;

    void onPeerReady(const PeerInfo& peer);
    void onPeerGone(PeerId peer, GoneReason reason);
    void onMessage(PeerId from, wire::Message message);
    void onOtherNetwork(const QString& address);
    void publish();
    Instant clocks() const;
    wire::Lane lowestLane() const;

    void startUpkeep();
    /// A slice of what may wait: write-back and the recount behind the start.
    void upkeep();
    void failUpkeep(const StorageError& error);
    Stored<EngineBlocks> readBlocks(std::uint64_t from, std::uint64_t count) const;
    /// Gives on what a question found; damage ends the node after it.
    template <class T>
    Stored<T> told(Stored<T> found);

    EngineConfig m_config;
    EngineHandlers m_handlers;
    std::optional<DataDirectory> m_directory;  // holds the locks: freed last
    std::unique_ptr<ChainStore> m_chain;
    std::optional<Recount> m_recount;  // until everything has been counted
    std::unique_ptr<SafetyLog> m_safety;
    std::unique_ptr<NodeCore> m_core;
    std::unique_ptr<VerifyPool> m_pool;
    std::unique_ptr<PeerManager> m_peers;
    std::unique_ptr<StatementLog> m_statements;
    WatchFilter m_watch;
    OtherNetworks m_otherNetworks;
    std::optional<PoolFile> m_poolFile;
    std::vector<PooledRecord> m_restored;  // until all of them are checked
    std::size_t m_nextRestored = 0;
    std::uint64_t m_savedRevision = 0;

    Inbox m_inbox;
    std::deque<VerifyResult> m_verified;
    std::deque<Submit> m_submits;
    std::multimap<Hash, std::function<void(const SubmitVerdict&)>> m_waiting;
    std::deque<std::pair<std::uint64_t, Hash>> m_deadlines;  // monotonic ms, ascending

    QTimer m_dueTimer;
    QTimer m_snapshotTimer;
    QTimer m_closeTimer;
    QTimer m_idleTimer;
    QTimer m_poolTimer;
    bool m_turnScheduled = false;
    bool m_running = false;
    bool m_stopping = false;
    bool m_snapshotInFlight = false;
    bool m_changed = false;
    int m_upkeepSkipped = 0;
    RecountProgress m_recounted;
    std::uint64_t m_turns = 0;
    std::uint64_t m_longestTurnMs = 0;
};

}  // namespace timecoin
