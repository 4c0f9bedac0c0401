// The members of an epoch, in their order, and the one quorum function (R-QUO-1).
#pragma once

#include "node/chain/transaction.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace timecoin {

/// Position of a member in its epoch's set.
using MemberIndex = std::uint16_t;

/// floor(2n/3)+1 of the *registered* set. Nothing is final below it. (R-QUO-1)
constexpr std::uint32_t quorumOf(std::uint32_t members) {
    return 2 * members / 3 + 1;
}
/// Faulty members that n tolerate: n - quorum = floor((n-1)/3).
constexpr std::uint32_t faultyOf(std::uint32_t members) {
    return members == 0 ? 0 : (members - 1) / 3;
}

struct Masternode {
    OutPoint collateral;    ///< its identity; the order is that of registration
    PublicKey operatorKey;  ///< signs statements
    Lock owner;
    Lock payout;
    std::string service;  ///< "host:port", at most 255 bytes; where it says it listens

    void encode(Writer& out) const;
    static Masternode decode(Reader& in);
    friend bool operator==(const Masternode&, const Masternode&) = default;
};

class MasternodeSet {
public:
    MasternodeSet() = default;
    explicit MasternodeSet(std::vector<Masternode> members) : m_members(std::move(members)) {}

    std::uint32_t size() const { return static_cast<std::uint32_t>(m_members.size()); }
    std::uint32_t quorum() const { return quorumOf(size()); }
    std::uint32_t faulty() const { return faultyOf(size()); }
    bool contains(MemberIndex index) const { return index < m_members.size(); }
    const Masternode& at(MemberIndex index) const { return m_members[index]; }
    const std::vector<Masternode>& members() const { return m_members; }
    std::optional<MemberIndex> indexOf(const PublicKey& operatorKey) const;

    /// Over every field of every member but the service address (it may move inside an epoch).
    Hash hash() const;
    void encode(Writer& out) const;
    static MasternodeSet decode(Reader& in);
    friend bool operator==(const MasternodeSet&, const MasternodeSet&) = default;

private:
    std::vector<Masternode> m_members;
};

/// The members of height h and who leads its views: set, epoch and the demoted (R-CON-12).
struct HeightContext {
    std::uint64_t height = 0;
    std::uint64_t epoch = 0;
    std::uint64_t slot = 0;
    MasternodeSet members;
    std::vector<MemberIndex> demoted;  ///< at most f, in order of demotion

    /// Primary of view `view`: the members that are not demoted, rotated by height + view.
    MemberIndex primary(std::uint32_t view) const;
};

}  // namespace timecoin
