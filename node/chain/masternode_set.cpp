#include "node/chain/masternode_set.h"

#include "node/base/crypto.h"
#include "node/base/limits.h"

#include <algorithm>
#include <set>

namespace timecoin {

namespace {

/// Everything but the service address.
void encodeIdentity(const Masternode& member, Writer& out) {
    member.collateral.encode(out);
    out.fixed(member.operatorKey);
    member.owner.encode(out);
    member.payout.encode(out);
}

constexpr std::size_t kIdentitySize =
    OutPoint::kEncodedSize + PublicKey::kSize + 2 * Lock::kEncodedSize;

}  // namespace

void Masternode::encode(Writer& out) const {
    encodeIdentity(*this, out);
    out.blob(asBytes(service));
}

Masternode Masternode::decode(Reader& in) {
    Masternode member;
    member.collateral = OutPoint::decode(in);
    member.operatorKey = in.fixed<PublicKey>();
    member.owner = Lock::decode(in);
    member.payout = Lock::decode(in);
    const ByteView service = in.blob(kMaxServiceAddressBytes);
    member.service.assign(service.begin(), service.end());
    return member;
}

std::optional<MemberIndex> MasternodeSet::indexOf(const PublicKey& operatorKey) const {
    for (std::size_t i = 0; i < m_members.size(); ++i) {
        if (m_members[i].operatorKey == operatorKey) return static_cast<MemberIndex>(i);
    }
    return std::nullopt;
}

Hash MasternodeSet::hash() const {
    Writer out;
    out.count(m_members.size());
    for (const Masternode& member : m_members) encodeIdentity(member, out);
    return hashOf(Domain::MasternodeSet, out.bytes());
}

void MasternodeSet::encode(Writer& out) const {
    out.count(m_members.size());
    for (const Masternode& member : m_members) member.encode(out);
}

MasternodeSet MasternodeSet::decode(Reader& in) {
    const std::uint32_t count = in.count(kMaxMasternodes, kIdentitySize + sizeof(std::uint32_t));
    std::vector<Masternode> members;
    members.reserve(count);
    // One key or one collateral twice would be one masternode with two votes.
    std::set<PublicKey> keys;
    std::set<OutPoint> collaterals;
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        members.push_back(Masternode::decode(in));
        if (!keys.insert(members.back().operatorKey).second ||
            !collaterals.insert(members.back().collateral).second)
            in.fail();
    }
    return MasternodeSet(std::move(members));
}

MemberIndex HeightContext::primary(std::uint32_t view) const {
    std::vector<MemberIndex> candidates;
    candidates.reserve(members.size());
    for (std::uint32_t i = 0; i < members.size(); ++i) {
        const auto index = static_cast<MemberIndex>(i);
        if (std::find(demoted.begin(), demoted.end(), index) == demoted.end())
            candidates.push_back(index);
    }
    if (candidates.empty()) return 0;
    // Each term is reduced first: their plain sum could wrap, which would break the rotation.
    const std::size_t count = candidates.size();
    return candidates[(height % count + view % count) % count];
}

}  // namespace timecoin
