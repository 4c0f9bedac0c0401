// What the engine is told at its start and what it tells its owner. Values only.
#pragma once

#include "node/base/crypto.h"
#include "node/chain/params.h"
#include "node/core/node_core.h"
#include "node/engine/watch_filter.h"
#include "node/masternodes/payment_outlook.h"
#include "node/net/peer_types.h"
#include "node/storage/recount.h"

#include <QString>
#include <QStringList>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

namespace timecoin {

struct EngineConfig {
    QString name = QStringLiteral("node");  ///< in logs
    Network network;
    std::shared_ptr<const SigningKey> operatorKey;  ///< null: a full node that is no masternode
    QString dataDirectory;
    QString statementLog;  ///< file; empty: none is kept
    QString listenHost = QStringLiteral("127.0.0.1");
    quint16 listenPort = 0;  ///< 0: any free one
    bool listen = true;
    std::vector<QString> connect;  ///< "host:port"
    int maxOutbound = 8;
    int maxPeers = 125;
    int verifyThreads = 0;  ///< 0: one less than the machine has
    std::vector<Checkpoint> checkpoints;
    bool foreignKeys = false;      ///< not a sandbox of one's own: R-CHK-2 holds
    std::uint32_t cacheMiB = 0;    ///< of the coins' cache; 0: by the machine's memory
    std::uint64_t pruneDepth = 0;  ///< bodies of blocks further below the tip go; 0: all stay
};

/// Why the engine is not running (any more). The texts are made in the app, from these.
enum class EngineFault : std::uint8_t {
    DirectoryUnusable,
    AlreadyRunning,
    OperatorKeyInUse,
    CannotListen,
    StatementLog,
    Storage,
    NewerDatabase,
    DatabaseDamaged,  ///< the chain database contradicts itself: `timecoin-tool rebuild`
    WrongNetwork,
    MasternodesFaulty,  ///< proof of more than a third of faulty masternodes is kept
    UpgradeNeeded,      ///< the next block follows rules this program does not know (R-UPG-3)
    Crypto,
    WrongCheckpoint,  ///< the chain kept here is not that of a checkpoint
};
std::string_view codeName(EngineFault fault);
std::string_view codeName(AlertCode code);

struct EngineFailure {
    EngineFault code = EngineFault::Storage;
    QString detail;  ///< file, peer or height, and the words of the layer below
};

/// One consistent picture, taken at the end of a turn.
struct EngineSnapshot {
    CoreStatus core;
    std::vector<PeerInfo> peers;
    QStringList otherNetworks;  ///< addresses met lately whose nodes have another genesis
    quint16 listenPort = 0;
    std::uint64_t wallMs = 0;
    std::uint64_t monotonicMs = 0;
    std::uint64_t turns = 0;
    std::uint64_t longestTurnMs = 0;  ///< since the last snapshot
    std::size_t inbox = 0;
    std::size_t verifying = 0;
    RecountProgress recount;  ///< of everything stored, behind the start (R-STO-12)
};

struct EngineEvents {
    std::vector<EngineEvent> events;
    std::uint64_t wallMs = 0;  ///< Unix time of the turn they happened in
};

/// A stretch of the chain, reduced to what is watched.
struct EngineBlocks {
    std::uint64_t tip = 0;
    std::uint64_t next = 0;        ///< the first height that was not looked at
    std::uint64_t bodiesFrom = 0;  ///< blocks below are not here any more (R-STO-13)
    std::vector<WatchedCommitted> blocks;
};

/// The masternodes by the tip, with what is needed to read it.
struct EngineRegistry {
    RegistryState state;
    std::vector<PaymentOutlook> outlooks;  ///< parallel to its entries
    HeightContext next;                    ///< governs the block after the tip
    std::uint32_t epochSlots = 0;
    std::uint64_t slotMs = 0;      ///< how long a slot is
    std::uint64_t slotZeroMs = 0;  ///< when slot 0 began
    Amount collateral;
    std::optional<PublicKey> self;  ///< this node's operator key
};

/// What the owner hears. Called in the node thread; they must only post.
struct EngineHandlers {
    std::function<void(quint16 listenPort)> started;
    std::function<void(const EngineFailure&)> failed;
    /// In order; at most once a turn.
    std::function<void(EngineEvents)> happened;
    /// The next one comes only after Engine::snapshotTaken().
    std::function<void(EngineSnapshot)> published;
    std::function<void(const QString& phase)> stopping;
    std::function<void()> stopped;
};

/// What became of a transaction handed in by submit().
struct SubmitVerdict {
    enum class Kind : std::uint8_t {
        Seen,  ///< valid here and in the pool
        Refused,
        Malformed,
        Unanswered,  ///< too busy, stopped, or it waits for its parent
    };
    Kind kind = Kind::Unanswered;
    Hash id;
    TxError reason{};  ///< Refused only
};

}  // namespace timecoin
