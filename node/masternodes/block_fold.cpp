// registryAfter and what the next block is told before it is made.
#include "node/masternodes/action_fold.h"
#include "node/masternodes/epoch_change.h"

#include <algorithm>

namespace timecoin {

namespace {

/// R-MONEY-4: everything issued so far and one more reward stay at kMaxSatoshi or below.
bool rewardFits(const RegistryState& state, const Network& network) {
    auto total = Amount::fromSatoshi(state.mintedSatoshi);
    for (const Output& balance : network.genesis.balances) {
        if (!total) return false;
        total = total->plus(balance.value);
    }
    return total && total->plus(network.params.blockReward).has_value();
}

/// R-MN-4: adds the primaries of the views of the tip's height that passed without a decision.
/// `decidedIn` is the view that decided it; the members are those of that height.
void demoteFailed(std::vector<MemberIndex>& demoted, const RegistryState& state,
                  std::uint32_t decidedIn) {
    HeightContext atTip;
    atTip.height = state.height;
    atTip.members = state.members;
    atTip.demoted = state.demotedAtTip;
    const std::size_t atMost = state.members.faulty();
    const auto active =
        static_cast<std::uint32_t>(state.members.size() - state.demotedAtTip.size());
    // The rotation repeats after `active` views: no primary is worked out twice.
    std::vector<MemberIndex> round;
    for (std::uint32_t view = 0; view < std::min(decidedIn, active); ++view)
        round.push_back(atTip.primary(view));
    for (std::uint32_t view = 0; view < decidedIn && !round.empty(); ++view) {
        const MemberIndex failed = round[view % round.size()];
        if (std::find(demoted.begin(), demoted.end(), failed) != demoted.end()) continue;
        demoted.push_back(failed);
        if (demoted.size() > atMost) demoted.erase(demoted.begin());
    }
}

/// Member i of the set is the i-th of these.
std::vector<MasternodeEntry*> activeOf(std::vector<MasternodeEntry>& entries) {
    std::vector<MasternodeEntry*> active;
    for (MasternodeEntry& entry : entries)
        if (entry.state == MasternodeState::Active) active.push_back(&entry);
    return active;
}

/// R-MN-10..13. The ledger has laid the same ones over the same state: none is refused here.
void applyActions(RegistryState& after, const RegistryState& state, const Block& block,
                  const Network& network) {
    ActionFold fold(state, after.slot, network);
    for (const Transaction& tx : block.transactions)
        if (const auto action = decodePayload(tx.kind, tx.payload)) fold.apply(*action, tx.id());
    after.entries = fold.entries();
}

/// R-MN-14: who signed the tip, unless it was of another epoch, and who made this block.
void markSigners(const std::vector<MasternodeEntry*>& active, const HeightContext& context,
                 const Block& block, bool sameEpoch) {
    if (sameEpoch)
        for (const CertificateEntry& entry : block.lastCommit.entries)
            if (entry.member < active.size()) ++active[entry.member]->signedBlocks;
    if (const auto proposer = context.members.indexOf(block.header.proposer))
        ++active[*proposer]->signedBlocks;
}

}  // namespace

std::uint64_t epochOf(std::uint64_t slot, const Network& network) {
    return network.params.epochSlots == 0 ? 0 : slot / network.params.epochSlots;
}

RegistryState initialRegistry(const Network& network) {
    RegistryState state;
    state.members = network.initialMembers();
    for (const Masternode& member : state.members.members()) {
        MasternodeEntry entry;
        entry.node = member;
        entry.state = MasternodeState::Active;
        state.entries.push_back(std::move(entry));
    }
    return state;
}

HeightContext contextAfter(const RegistryState& state, const BlockHeader& tip,
                           const Network& network) {
    HeightContext context;
    context.height = state.height + 1;
    context.slot = network.slotAfter(tip.timestampMs);
    context.epoch = std::max(state.epoch, epochOf(context.slot, network));
    context.members = state.members;
    if (context.epoch == state.epoch) context.demoted = state.demoted;  // R-MN-5
    return context;
}

std::uint16_t rulesVersionAfter(const RegistryState& state) {
    if (state.upgrade && state.height + 1 >= state.upgrade->height) return state.upgrade->version;
    return state.rulesVersion;
}

bool endsEpoch(const RegistryState& afterTip, const BlockHeader& tip, const Network& network) {
    return epochOf(network.slotAfter(tip.timestampMs), network) > afterTip.epoch;
}

std::optional<MemberIndex> payeeAfter(const RegistryState& state, const BlockHeader& tip,
                                      const Network& network) {
    // R-MONEY-3: the tip stands in this slot already, so an earlier block had its reward.
    if (state.height > 0 && network.slotAfter(tip.timestampMs) == state.slot) return std::nullopt;
    if (!rewardFits(state, network)) return std::nullopt;
    std::optional<MemberIndex> payee;
    std::uint64_t longestQueued = 0;
    MemberIndex member = 0;
    for (const MasternodeEntry& entry : state.entries) {
        if (entry.state != MasternodeState::Active) continue;
        if (!payee || entry.queuedSlot < longestQueued) {  // of equals the first
            payee = member;
            longestQueued = entry.queuedSlot;
        }
        ++member;
    }
    return payee;
}

RegistryState registryAfter(const RegistryState& state, const BlockHeader& tip, const Block& block,
                            const Network& network) {
    const HeightContext context = contextAfter(state, tip, network);
    const bool sameEpoch = context.epoch == state.epoch;
    RegistryState after;
    after.height = context.height;
    after.slot = context.slot;
    after.epoch = context.epoch;
    after.tipPaysSlot = state.height == 0 || context.slot != state.slot;
    after.blocksInEpoch = state.blocksInEpoch + 1;
    after.mintedSatoshi = state.mintedSatoshi;
    after.rulesVersion = rulesVersionAfter(state);
    if (state.upgrade && state.upgrade->height > after.height) after.upgrade = state.upgrade;
    after.demotedAtTip = context.demoted;
    after.demoted = context.demoted;
    if (sameEpoch) demoteFailed(after.demoted, state, block.lastCommit.view);

    applyActions(after, state, block, network);
    const std::vector<MasternodeEntry*> active = activeOf(after.entries);
    markSigners(active, context, block, sameEpoch);
    if (const auto payee = payeeAfter(state, tip, network)) {
        active[*payee]->queuedSlot = after.slot + 1;
        active[*payee]->lastPaidHeight = after.height;
        after.mintedSatoshi += network.params.blockReward.satoshi();
    }
    // An update may have moved a member to another address; who is one changes below only.
    after.members = membersOf(after.entries);
    if (endsEpoch(after, block.header, network))
        changeEpoch(after, network.slotAfter(block.header.timestampMs), network);
    std::erase_if(after.entries, [&](const auto& entry) { return entry.unbonded(after.slot); });
    return after;
}

}  // namespace timecoin
