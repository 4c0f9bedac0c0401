// The masternode registry: a fold over committed blocks and nothing else (R-MN-1..6). Gossip
// decides nothing here.
#pragma once

#include "node/chain/block.h"
#include "node/chain/params.h"

#include <optional>
#include <set>
#include <vector>

namespace timecoin {

/// Everything the chain says about masternodes after one block. Stored with that block.
struct RegistryState {
    std::uint64_t height = 0;                 ///< of the block it is the state after
    std::uint64_t slot = 0;                   ///< of that block
    std::uint64_t epoch = 0;                  ///< of that block
    MasternodeSet members;                    ///< that govern height + 1
    std::vector<std::uint64_t> lastPaidSlot;  ///< per member + 1; 0 = never
    std::vector<MemberIndex> demotedAtTip;    ///< governed `height`: needed to read its certificate
    std::vector<MemberIndex> demoted;         ///< governs height + 1 while the epoch stays
    std::uint64_t mintedSatoshi = 0;          ///< rewards ever paid
    bool tipPaysSlot = false;                 ///< the tip was the first block of its slot

    /// Outpoints nobody may spend.
    std::set<OutPoint> collaterals() const;
    void encode(Writer& out) const;
    static RegistryState decode(Reader& in);
    friend bool operator==(const RegistryState&, const RegistryState&) = default;
};

RegistryState initialRegistry(const Network& network);

/// Members, epoch, slot and demotions that govern the block after `tip`.
HeightContext contextAfter(const RegistryState& state, const BlockHeader& tip,
                           const Network& network);

/// The member longest unpaid (ties by order), or none when the next block's slot is already paid
/// for (only the first block of a slot mints). (R-MONEY-3)
std::optional<MemberIndex> payeeAfter(const RegistryState& state, const BlockHeader& tip,
                                      const Network& network);

/// The state after `block`, whose parent is `tip`. The block has been checked by the ledger.
RegistryState registryAfter(const RegistryState& state, const BlockHeader& tip, const Block& block,
                            const Network& network);

}  // namespace timecoin
