#include "node/masternodes/epoch_change.h"

#include <algorithm>

namespace timecoin {

namespace {

using Entries = std::vector<MasternodeEntry>;

constexpr std::uint32_t kMissedToSuspend = 2;
/// One certificate at least must have shown who signs: that of an epoch's last block does not.
constexpr std::uint32_t kFewestBlocksThatCount = 2;

/// R-MN-14. A short epoch tells of a network that slept, not of its members.
void judgeParticipation(RegistryState& state, std::uint32_t epochSlots) {
    const bool counts = state.blocksInEpoch >= std::max(epochSlots / 2, kFewestBlocksThatCount);
    for (MasternodeEntry& entry : state.entries) {
        if (entry.state == MasternodeState::Active) {
            if (entry.signedBlocks > 0)
                entry.missedEpochs = 0;
            else if (counts)
                ++entry.missedEpochs;
        }
        entry.signedBlocks = 0;
    }
    state.blocksInEpoch = 0;
}

/// Members that are to go, the most urgent first (R-MN-15): proven faulty, retired, silent.
std::vector<MasternodeEntry*> leavers(Entries& entries) {
    std::vector<MasternodeEntry*> proven;
    std::vector<MasternodeEntry*> retired;
    std::vector<MasternodeEntry*> silent;
    for (MasternodeEntry& entry : entries) {
        if (entry.state != MasternodeState::Active) continue;
        if (entry.evidenceSlot != 0)
            proven.push_back(&entry);
        else if (entry.retireSlot != 0)
            retired.push_back(&entry);
        else if (entry.missedEpochs >= kMissedToSuspend)
            silent.push_back(&entry);
    }
    // Stable: those of one slot stay in the order of registration.
    std::stable_sort(proven.begin(), proven.end(), [](const auto* a, const auto* b) {
        return a->evidenceSlot < b->evidenceSlot;
    });
    std::stable_sort(retired.begin(), retired.end(),
                     [](const auto* a, const auto* b) { return a->retireSlot < b->retireSlot; });
    proven.insert(proven.end(), retired.begin(), retired.end());
    proven.insert(proven.end(), silent.begin(), silent.end());
    return proven;
}

void enter(MasternodeEntry& entry, MasternodeState state, std::uint64_t height) {
    entry.state = state;
    entry.stateSince = height;
}

void leave(MasternodeEntry& entry, std::uint64_t height, std::uint64_t unbondsSlot) {
    enter(entry, MasternodeState::Left, height);
    entry.unbondsSlot = unbondsSlot;
}

/// R-MN-15: who goes and who comes, never leaving fewer than kMinMembers.
void changeMembers(RegistryState& state, std::uint64_t nextSlot, const Network& network) {
    const std::uint64_t unbonds = nextSlot + network.params.unbondingSlots;
    std::vector<MasternodeEntry*> joiners;
    for (MasternodeEntry& entry : state.entries) {
        const bool outside =
            entry.state == MasternodeState::Waiting || entry.state == MasternodeState::Suspended;
        if (outside && entry.isLeaving())
            leave(entry, state.height, unbonds);
        else if (entry.state == MasternodeState::Waiting)
            joiners.push_back(&entry);
    }
    std::size_t active = state.members.size();
    for (MasternodeEntry* entry : leavers(state.entries)) {
        if (active + joiners.size() <= kMinMembers) break;
        if (entry->isLeaving())
            leave(*entry, state.height, unbonds);
        else
            enter(*entry, MasternodeState::Suspended, state.height);
        --active;
    }
    for (MasternodeEntry* entry : joiners) {
        if (active >= kMaxMasternodes) break;
        enter(*entry, MasternodeState::Active, state.height);
        // As if it had been paid with the block before: everybody else's turn comes first.
        entry->queuedSlot = state.slot + 1;
        entry->missedEpochs = 0;
        ++active;
    }
    state.members = membersOf(state.entries);
}

/// R-UPG-2: the highest version above the one in force that a quorum of the members knows.
void agreeOnRules(RegistryState& state, std::uint32_t epochSlots) {
    if (state.upgrade || state.members.size() == 0) return;
    std::vector<std::uint16_t> known;
    for (const MasternodeEntry& entry : state.entries)
        if (entry.state == MasternodeState::Active) known.push_back(entry.rulesVersion);
    std::sort(known.rbegin(), known.rend());
    const std::uint16_t version = known[state.members.quorum() - 1];
    if (version <= state.rulesVersion) return;
    state.upgrade = RulesUpgrade{version, state.height + 1 + 2 * std::uint64_t{epochSlots}};
}

}  // namespace

void changeEpoch(RegistryState& state, std::uint64_t nextSlot, const Network& network) {
    judgeParticipation(state, network.params.epochSlots);
    changeMembers(state, nextSlot, network);
    agreeOnRules(state, network.params.epochSlots);
    // Indexes into a set that is gone (R-MN-5).
    state.demotedAtTip.clear();
    state.demoted.clear();
}

}  // namespace timecoin
