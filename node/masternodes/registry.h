// The masternode registry: a fold over committed blocks and nothing else (R-MN-1..19). Gossip
// decides nothing here. Masternode transactions over it: action_fold.h.
#pragma once

#include "node/chain/block.h"
#include "node/chain/params.h"

#include <optional>
#include <set>
#include <vector>

namespace timecoin {

enum class MasternodeState : std::uint8_t {
    Waiting = 0,    ///< registered or revived: joins at an epoch boundary
    Active = 1,     ///< a member
    Suspended = 2,  ///< signed nothing in two epochs; its collateral stays locked
    Left = 3,       ///< retired or removed: unbonding, then it is forgotten
};

struct MasternodeEntry {
    Masternode node;
    std::uint64_t registeredSlot = 0;  ///< slot + 1 of its block; 0: genesis
    MasternodeState state = MasternodeState::Waiting;
    std::uint64_t stateSince = 0;  ///< height of the block after which it holds
    std::uint64_t queuedSlot = 0;  ///< payment queue: slot + 1 of its last payment, or of joining
    std::uint64_t lastPaidHeight = 0;  ///< 0: never
    std::uint32_t signedBlocks = 0;    ///< its commits and proposals in this epoch's blocks
    std::uint32_t missedEpochs = 0;    ///< in a row, of those that counted (R-MN-14)
    std::uint64_t retireSlot = 0;      ///< slot + 1 of the retirement's block; 0: none
    std::uint64_t evidenceSlot = 0;    ///< slot + 1 of the evidence's block; 0: none
    std::uint64_t unbondsSlot = 0;  ///< Left: the first slot in which its collateral may be spent
    std::uint64_t updateNumber = 0;
    std::uint64_t updatedSlot = 0;  ///< slot + 1 of the newest update; 0: none
    std::uint16_t rulesVersion = 1;

    /// Retired or proven faulty: it goes at the next boundary that lets it.
    bool isLeaving() const { return retireSlot != 0 || evidenceSlot != 0; }
    bool unbonded(std::uint64_t slot) const {
        return state == MasternodeState::Left && slot >= unbondsSlot;
    }
    void encode(Writer& out) const;
    static MasternodeEntry decode(Reader& in);
    friend bool operator==(const MasternodeEntry&, const MasternodeEntry&) = default;
};

/// The order of masternodes: by slot of registration, then collateral. Those of the genesis (slot
/// 0) come first, in the order of the genesis.
bool registeredBefore(const MasternodeEntry& a, const MasternodeEntry& b);

/// New rules agreed on (R-UPG-2): blocks from `height` on carry this version.
struct RulesUpgrade {
    std::uint16_t version = 0;
    std::uint64_t height = 0;
    friend bool operator==(const RulesUpgrade&, const RulesUpgrade&) = default;
};

/// Everything the chain says about masternodes after one block. Stored with that block.
struct RegistryState {
    std::uint64_t height = 0;              ///< of the block it is the state after
    std::uint64_t slot = 0;                ///< of that block
    std::uint64_t epoch = 0;               ///< of that block
    std::vector<MasternodeEntry> entries;  ///< in their order; at most kMaxRegistered
    MasternodeSet members;                 ///< the active entries: they govern height + 1
    std::uint32_t blocksInEpoch = 0;       ///< of the epoch that height + 1 belongs to
    std::vector<MemberIndex>
        demotedAtTip;                     ///< governed `height`; empty when the epoch ends with it
    std::vector<MemberIndex> demoted;     ///< governs height + 1 while the epoch stays
    std::uint64_t mintedSatoshi = 0;      ///< rewards ever paid
    bool tipPaysSlot = false;             ///< the tip was the first block of its slot
    std::uint16_t rulesVersion = 1;       ///< of the tip
    std::optional<RulesUpgrade> upgrade;  ///< agreed on, not yet in force

    /// Outpoints nobody may spend in a block of `slot`: of all entries but those that unbonded.
    std::set<OutPoint> lockedCollaterals(std::uint64_t slot) const;
    const MasternodeEntry* find(const OutPoint& collateral) const;
    const MasternodeEntry* findOperator(const PublicKey& key) const;

    /// What a header binds: members and everything else, so that a certified header proves either
    /// alone: hash `regroot` of members.hash() || restHash(). (R-MN-7)
    Hash hash() const;
    Hash restHash() const;  ///< hash `regrest` of encode()

    /// Entries; `members` follow from them.
    void encode(Writer& out) const;
    static RegistryState decode(Reader& in);
    friend bool operator==(const RegistryState&, const RegistryState&) = default;
};

/// R-MN-7: what a header carries, from its two halves.
Hash registryHash(const Hash& members, const Hash& rest);
/// The active entries, in their order.
MasternodeSet membersOf(const std::vector<MasternodeEntry>& entries);

std::uint64_t epochOf(std::uint64_t slot, const Network& network);
RegistryState initialRegistry(const Network& network);

/// Members, epoch, slot and demotions that govern the block after `tip`.
HeightContext contextAfter(const RegistryState& state, const BlockHeader& tip,
                           const Network& network);

/// The version that the block after the state must carry (R-UPG-2).
std::uint16_t rulesVersionAfter(const RegistryState& state);

/// The member that stands first in the payment queue, or none when the next block's slot is
/// already paid for (only the first block of a slot mints). (R-MONEY-3)
std::optional<MemberIndex> payeeAfter(const RegistryState& state, const BlockHeader& tip,
                                      const Network& network);

/// The state after `block`, whose parent is `tip`. The block has been checked by the ledger.
RegistryState registryAfter(const RegistryState& state, const BlockHeader& tip, const Block& block,
                            const Network& network);

/// Whether the block after `tip` belongs to a later epoch than the tip (R-MN-6).
bool endsEpoch(const RegistryState& afterTip, const BlockHeader& tip, const Network& network);

}  // namespace timecoin
