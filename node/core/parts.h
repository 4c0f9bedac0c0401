// What the rooms of the core share: the tip they stand on, the pool, and where results go.
#pragma once

#include "node/core/node_core.h"
#include "node/core/outbox.h"
#include "node/core/verification.h"
#include "node/mempool/mempool.h"

#include <map>
#include <set>

namespace timecoin {

struct CoreParts {
    CoreParts(CoreConfig configuration, ChainStore& chainStore, SafetyLog& safetyLog)
        : config(std::move(configuration)),
          chain(chainStore),
          safety(safetyLog),
          pool(config.poolTransactions, config.poolBytes) {}

    CoreConfig config;
    ChainStore& chain;
    SafetyLog& safety;

    TipState tip;
    HeightContext tipContext;                      ///< governed the tip: its certificate's members
    CommitCertificate lastCommit;                  ///< of the tip, with every COMMIT held
    std::shared_ptr<const HeightContext> context;  ///< governs tip + 1
    std::set<OutPoint> locked;                     ///< collaterals: not to be spent in tip + 1
    Mempool pool;
    Outbox out;
    std::map<PeerNumber, std::uint64_t> peers;  ///< ready peers and the height they claimed

    CheckBasis basis() const {
        return {config.network.genesisHash, config.network.params.collateral, *config.scheme};
    }
    LedgerContext ledger() const {
        return {config.network, tip, chain, *config.scheme, tipContext};
    }
    /// To one peer after another, for questions anyone may answer.
    std::optional<PeerNumber> nextPeer(PeerNumber after) const {
        if (peers.empty()) return std::nullopt;
        const auto found = peers.upper_bound(after);
        return found == peers.end() ? peers.begin()->first : found->first;
    }
};

/// A question that is asked again of another peer until it is answered.
struct Question {
    PeerNumber lastAsked = kSelf;
    std::uint64_t askedMs = 0;
    bool everAsked = false;
};
inline constexpr std::uint64_t kAskAgainMs = 400;

}  // namespace timecoin
