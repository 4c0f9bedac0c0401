#include "node/masternodes/registry.h"

#include <algorithm>

namespace timecoin {

namespace {

std::uint64_t epochOf(std::uint64_t slot, const Network& network) {
    return network.params.epochSlots == 0 ? 0 : slot / network.params.epochSlots;
}

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

void encodeIndexes(const std::vector<MemberIndex>& indexes, Writer& out) {
    out.count(indexes.size());
    for (const MemberIndex index : indexes) out.u16(index);
}

/// Members of the set, at most f, none twice.
std::vector<MemberIndex> decodeIndexes(Reader& in, const MasternodeSet& members) {
    const std::uint32_t count = in.count(members.faulty(), sizeof(MemberIndex));
    std::vector<MemberIndex> indexes;
    indexes.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        const MemberIndex index = in.u16();
        if (!members.contains(index) ||
            std::find(indexes.begin(), indexes.end(), index) != indexes.end())
            in.fail();
        indexes.push_back(index);
    }
    return indexes;
}

}  // namespace

std::set<OutPoint> RegistryState::collaterals() const {
    std::set<OutPoint> outpoints;
    for (const Masternode& member : members.members()) outpoints.insert(member.collateral);
    return outpoints;
}

void RegistryState::encode(Writer& out) const {
    out.u64(height);
    out.u64(slot);
    out.u64(epoch);
    members.encode(out);
    out.count(lastPaidSlot.size());
    for (const std::uint64_t paid : lastPaidSlot) out.u64(paid);
    encodeIndexes(demotedAtTip, out);
    encodeIndexes(demoted, out);
    out.u64(mintedSatoshi);
    out.flag(tipPaysSlot);
}

RegistryState RegistryState::decode(Reader& in) {
    RegistryState state;
    state.height = in.u64();
    state.slot = in.u64();
    state.epoch = in.u64();
    state.members = MasternodeSet::decode(in);
    const std::uint32_t count = in.count(kMaxMasternodes, sizeof(std::uint64_t));
    if (count != state.members.size()) in.fail();
    state.lastPaidSlot.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) state.lastPaidSlot.push_back(in.u64());
    state.demotedAtTip = decodeIndexes(in, state.members);
    state.demoted = decodeIndexes(in, state.members);
    state.mintedSatoshi = in.u64();
    state.tipPaysSlot = in.flag();
    return state;
}

RegistryState initialRegistry(const Network& network) {
    RegistryState state;
    state.members = network.initialMembers();
    state.lastPaidSlot.assign(state.members.size(), 0);
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

std::optional<MemberIndex> payeeAfter(const RegistryState& state, const BlockHeader& tip,
                                      const Network& network) {
    // R-MONEY-3: the tip stands in this slot already, so an earlier block had its reward.
    if (state.height > 0 && network.slotAfter(tip.timestampMs) == state.slot) return std::nullopt;
    if (state.members.size() == 0 || !rewardFits(state, network)) return std::nullopt;
    const auto& paid = state.lastPaidSlot;
    const auto longestUnpaid = std::min_element(paid.begin(), paid.end());  // the first of equals
    return static_cast<MemberIndex>(longestUnpaid - paid.begin());
}

RegistryState registryAfter(const RegistryState& state, const BlockHeader& tip, const Block& block,
                            const Network& network) {
    const HeightContext context = contextAfter(state, tip, network);
    RegistryState after;
    after.height = context.height;
    after.slot = context.slot;
    after.epoch = context.epoch;
    // The one place where a set changes: when the block's own timestamp puts the next height into
    // a later epoch, the members of that epoch stand here, lastPaidSlot follows them by collateral,
    // and the demotions below, indexes into this set, lapse with the epoch. Transfers and rewards,
    // the only kinds a block holds, change no member.
    after.members = state.members;
    after.lastPaidSlot = state.lastPaidSlot;
    after.mintedSatoshi = state.mintedSatoshi;
    after.tipPaysSlot = state.height == 0 || context.slot != state.slot;
    if (const auto payee = payeeAfter(state, tip, network)) {
        after.lastPaidSlot[*payee] = context.slot + 1;
        after.mintedSatoshi += network.params.blockReward.satoshi();
    }
    after.demotedAtTip = context.demoted;
    after.demoted = context.demoted;
    if (context.epoch == state.epoch) demoteFailed(after.demoted, state, block.lastCommit.view);
    return after;
}

}  // namespace timecoin
