// Signed votes and acknowledgements for tests of the payment window. No Qt.
#pragma once

#include "node/chain/merkle.h"
#include "node/chain/verify.h"
#include "node/finality/window.h"
#include "tests/support/fast_scheme.h"
#include "tests/support/fixtures.h"

#include <algorithm>
#include <stdexcept>

namespace timecoin {

/// The members of one height, and what they sign there.
class WindowNet {
public:
    static constexpr std::uint64_t kHeight = 7;
    static constexpr std::uint64_t kEpoch = 3;

    explicit WindowNet(std::uint32_t members)
        : m_network(testNetwork(members)),
          m_context(m_network.at(kHeight, kEpoch)) {}

    const HeightContext& context() const { return m_context; }
    std::uint32_t size() const { return m_context.members.size(); }
    std::uint32_t quorum() const { return m_context.members.quorum(); }
    CheckContext check() const { return {m_network.hash(), m_context, fastScheme()}; }
    Window window(std::optional<MemberIndex> self = std::nullopt) const {
        return {m_context, self};
    }

    /// A batch of `S` by `member`, as it would arrive.
    template <class S>
    S sign(MemberIndex member, const std::vector<Hash>& ids) {
        S statement;
        statement.at = {kEpoch, kHeight, 0, member, ++m_sequence};
        statement.ids = IdListRef::of(ids);
        return signedStatement(statement, m_network, fastScheme());
    }
    template <class S>
    Verified<S> batch(MemberIndex member, const std::vector<Hash>& ids) {
        return checked(sign<S>(member, ids));
    }
    BatchVerdict vote(Window& window, MemberIndex member, const std::vector<Hash>& ids) {
        return window.onVotes(batch<TxVote>(member, ids), ids);
    }
    BatchVerdict ack(Window& window, MemberIndex member, const std::vector<Hash>& ids) {
        return window.onAcks(batch<TxAck>(member, ids), ids);
    }
    /// Every one of `members` in a batch of its own.
    void voteAll(Window& window, const std::vector<MemberIndex>& members,
                 const std::vector<Hash>& ids) {
        for (const MemberIndex member : members) vote(window, member, ids);
    }
    void ackAll(Window& window, const std::vector<MemberIndex>& members,
                const std::vector<Hash>& ids) {
        for (const MemberIndex member : members) ack(window, member, ids);
    }

    /// Proofs by exactly these members (ascending, a quorum or more) out of batches with other ids.
    Verified<TransferCertificate> certificate(StatementKind kind, const Hash& id,
                                              const std::vector<MemberIndex>& members) {
        TransferCertificate made{kind, id, {}};
        for (const MemberIndex member : members) {
            const std::vector<Hash> ids{testHash(500'000u + member), id,
                                        testHash(600'000u + member)};
            made.proofs.push_back(kind == StatementKind::TxVote
                                      ? proof(sign<TxVote>(member, ids), ids)
                                      : proof(sign<TxAck>(member, ids), ids));
        }
        return checked(std::move(made));
    }

    template <class T>
    Verified<T> checked(T value) const {
        auto verified = verify(std::move(value), check());
        if (!verified) throw std::logic_error("the test signed something that does not verify");
        return *verified;
    }

    std::vector<MemberIndex> first(std::uint32_t count) const {
        std::vector<MemberIndex> members;
        for (std::uint32_t i = 0; i < count; ++i) members.push_back(static_cast<MemberIndex>(i));
        return members;
    }

private:
    template <class S>
    static IdProof proof(const S& statement, const std::vector<Hash>& ids) {
        return {statement.at, statement.ids, statement.signature, 1, treePath(ids, 1)};
    }

    TestNetwork m_network;
    HeightContext m_context;
    std::uint64_t m_sequence = 0;
};

/// A transfer with id testHash(number) that spends the outpoints numbered `inputs` (from 100,000 on,
/// so that they are nobody's outputs), 200 bytes, 1,000 satoshi.
inline TransferFacts factsOf(std::uint32_t number, const std::vector<std::uint32_t>& inputs,
                             const std::vector<std::uint32_t>& parents = {},
                             std::uint64_t feeSatoshi = 1'000, std::uint32_t bytes = 210) {
    TransferFacts facts;
    facts.id = testHash(number);
    for (const std::uint32_t input : inputs) facts.inputs.push_back(testOutPoint(100'000 + input));
    for (const std::uint32_t parent : parents) {
        facts.inputs.push_back(testOutPoint(parent));
        facts.parents.push_back(testHash(parent));
    }
    facts.feeSatoshi = feeSatoshi;
    facts.countedSize = bytes;
    return facts;
}

}  // namespace timecoin
