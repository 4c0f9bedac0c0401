#include "node/masternodes/registry.h"

#include <algorithm>
#include <tuple>

namespace timecoin {

namespace {

/// Outpoint, key, two locks, an empty service, and what an entry adds to them.
constexpr std::size_t kMinEntrySize =
    OutPoint::kEncodedSize + PublicKey::kSize + 2 * Lock::kEncodedSize + 4 + 1 + 9 * 8 + 2 * 4 + 2;

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

/// Those of the genesis stand first, in its order; the others by registration.
bool mayFollow(const MasternodeEntry& before, const MasternodeEntry& entry) {
    if (entry.registeredSlot == 0) return before.registeredSlot == 0;
    return registeredBefore(before, entry);
}

/// In their order, no key and no collateral twice, not too many active.
std::vector<MasternodeEntry> decodeEntries(Reader& in) {
    const std::uint32_t count = in.count(kMaxRegistered, kMinEntrySize);
    std::vector<MasternodeEntry> entries;
    entries.reserve(count);
    std::set<PublicKey> keys;
    std::set<OutPoint> collaterals;
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        entries.push_back(MasternodeEntry::decode(in));
        const MasternodeEntry& entry = entries.back();
        if (i > 0 && !mayFollow(entries[i - 1], entry)) in.fail();
        if (!keys.insert(entry.node.operatorKey).second ||
            !collaterals.insert(entry.node.collateral).second)
            in.fail();
    }
    const auto active = std::count_if(entries.begin(), entries.end(), [](const auto& entry) {
        return entry.state == MasternodeState::Active;
    });
    if (active > static_cast<std::ptrdiff_t>(kMaxMasternodes)) in.fail();
    return entries;
}

}  // namespace

bool registeredBefore(const MasternodeEntry& a, const MasternodeEntry& b) {
    return std::tie(a.registeredSlot, a.node.collateral) <
           std::tie(b.registeredSlot, b.node.collateral);
}

void MasternodeEntry::encode(Writer& out) const {
    node.encode(out);
    out.u64(registeredSlot);
    out.u8(static_cast<std::uint8_t>(state));
    out.u64(stateSince);
    out.u64(queuedSlot);
    out.u64(lastPaidHeight);
    out.u32(signedBlocks);
    out.u32(missedEpochs);
    out.u64(retireSlot);
    out.u64(evidenceSlot);
    out.u64(unbondsSlot);
    out.u64(updateNumber);
    out.u64(updatedSlot);
    out.u16(rulesVersion);
}

MasternodeEntry MasternodeEntry::decode(Reader& in) {
    MasternodeEntry entry;
    entry.node = Masternode::decode(in);
    entry.registeredSlot = in.u64();
    const std::uint8_t state = in.u8();
    if (state > static_cast<std::uint8_t>(MasternodeState::Left)) in.fail();
    entry.state = static_cast<MasternodeState>(state);
    entry.stateSince = in.u64();
    entry.queuedSlot = in.u64();
    entry.lastPaidHeight = in.u64();
    entry.signedBlocks = in.u32();
    entry.missedEpochs = in.u32();
    entry.retireSlot = in.u64();
    entry.evidenceSlot = in.u64();
    entry.unbondsSlot = in.u64();
    entry.updateNumber = in.u64();
    entry.updatedSlot = in.u64();
    entry.rulesVersion = in.u16();
    return entry;
}

std::set<OutPoint> RegistryState::lockedCollaterals(std::uint64_t slotOfBlock) const {
    std::set<OutPoint> outpoints;
    for (const MasternodeEntry& entry : entries)
        if (!entry.unbonded(slotOfBlock)) outpoints.insert(entry.node.collateral);
    return outpoints;
}

const MasternodeEntry* RegistryState::find(const OutPoint& collateral) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.node.collateral == collateral;
    });
    return found == entries.end() ? nullptr : &*found;
}

const MasternodeEntry* RegistryState::findOperator(const PublicKey& key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) {
        return entry.node.operatorKey == key;
    });
    return found == entries.end() ? nullptr : &*found;
}

Hash registryHash(const Hash& members, const Hash& rest) {
    return Hasher(Domain::Registry).add(members).add(rest).finish();
}

Hash RegistryState::hash() const {
    return registryHash(members.hash(), restHash());
}

Hash RegistryState::restHash() const {
    return hashOf(Domain::RegistryRest, encoded(*this));
}

void RegistryState::encode(Writer& out) const {
    out.u64(height);
    out.u64(slot);
    out.u64(epoch);
    out.count(entries.size());
    for (const MasternodeEntry& entry : entries) entry.encode(out);
    out.u32(blocksInEpoch);
    encodeIndexes(demotedAtTip, out);
    encodeIndexes(demoted, out);
    out.u64(mintedSatoshi);
    out.flag(tipPaysSlot);
    out.u16(rulesVersion);
    out.flag(upgrade.has_value());
    if (!upgrade) return;
    out.u16(upgrade->version);
    out.u64(upgrade->height);
}

RegistryState RegistryState::decode(Reader& in) {
    RegistryState state;
    state.height = in.u64();
    state.slot = in.u64();
    state.epoch = in.u64();
    state.entries = decodeEntries(in);
    state.members = membersOf(state.entries);
    state.blocksInEpoch = in.u32();
    state.demotedAtTip = decodeIndexes(in, state.members);
    state.demoted = decodeIndexes(in, state.members);
    state.mintedSatoshi = in.u64();
    state.tipPaysSlot = in.flag();
    state.rulesVersion = in.u16();
    if (in.flag()) {
        state.upgrade.emplace();
        state.upgrade->version = in.u16();
        state.upgrade->height = in.u64();
    }
    return state;
}

MasternodeSet membersOf(const std::vector<MasternodeEntry>& entries) {
    std::vector<Masternode> members;
    for (const MasternodeEntry& entry : entries)
        if (entry.state == MasternodeState::Active) members.push_back(entry.node);
    return MasternodeSet(std::move(members));
}

}  // namespace timecoin
