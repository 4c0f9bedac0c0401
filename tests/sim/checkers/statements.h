// What members say: no contradiction, the right order, frozen windows, stored before it is sent.
#pragma once

#include "tests/sim/checkers/signatures.h"

#include "node/storage/storage.h"
#include "node/wire/messages.h"

#include <tuple>

namespace timecoin::sim {

/// No equivocation, order of one signer, freeze of a window, persist before send (R-SIG-1..4,
/// R-FIN-5, R-CON-3), and a lock that outlives a crash (R-CON-7).
class StatementChecker {
public:
    StatementChecker(std::uint32_t nodes, const Network& network, const SignatureScheme& scheme,
                     const MemberChecker& members, Verdict& verdict);

    void addNode(NodeNumber node) {
        if (node >= m_nodes.size()) m_nodes.resize(node + 1);
    }

    void onTransfer(const Hash& id, const std::vector<OutPoint>& inputs);
    void onDurable(NodeNumber node, const std::vector<SafetyRecord>& records);
    void onSent(NodeNumber node, const wire::Message& message);
    /// A list of acknowledgements that somebody showed.
    void onList(std::uint64_t height, std::vector<Hash> ids);
    /// Members, by node, whose acknowledgement of this transfer in this window left a node.
    const std::set<NodeNumber>& acknowledgers(std::uint64_t height, const Hash& id) const;
    /// A member of whom nothing is expected any more: its statements are not judged, and what it
    /// sends counts only where the signature holds.
    void excuse(NodeNumber node) { m_excused.insert(node); }
    /// The ids of a batch, in the order in which somebody showed them; null: nobody did.
    const std::vector<Hash>* batch(const IdListRef& ref) const;
    /// The list behind a C, likewise.
    const std::vector<Hash>* list(std::uint64_t height, const IdListRef& ref) const;
    const std::vector<OutPoint>* inputsOf(const Hash& id) const;

private:
    struct Said {
        StatementKind kind;
        StatementHeader at;
        Bytes bytes;
    };
    /// What a member said about payments of one height.
    struct MemberWindow {
        std::optional<IdListRef> frozen;
        std::uint64_t frozenAt = 0;                        // sequence of its first VIEW-CHANGE
        std::map<Hash, std::uint64_t> acknowledged;        // id -> lowest sequence
        std::map<std::uint64_t, std::uint32_t> committed;  // views of its COMMITs, by sequence
        std::map<std::uint64_t, std::pair<std::uint32_t, std::optional<std::uint32_t>>>
            changes;  // its VIEW-CHANGEs by sequence: view, and that of P
        std::map<OutPoint, Hash> votedSpends;
        std::vector<Hash> votedUnknown;
    };
    struct Member {
        std::map<std::uint64_t, Said> bySequence;
        std::map<std::tuple<std::uint64_t, std::uint64_t, std::uint32_t, StatementKind>,
                 std::uint64_t>
            once;
        std::map<std::uint64_t, MemberWindow> windows;  // by height
        std::set<std::uint64_t> durable;                // sequences in its safety log
        // Of payments and COMMITs, likewise; of a prepared certificate the view.
        std::set<std::tuple<std::uint64_t, Hash, SafetyKind, std::uint32_t>> backing;
    };

    /// Whose it is; nullopt when it is known already or broke something.
    template <class S>
    std::optional<NodeNumber> note(NodeNumber node, const S& statement);
    bool noteSaid(NodeNumber signer, const Said& said);
    bool checkOrder(const Member& member, std::uint64_t sequence);
    void noteChange(NodeNumber node, const ViewChange& change);
    void noteCommit(NodeNumber node, const Commit& commit);
    void checkLock(NodeNumber signer, std::uint64_t height);
    void noteVotes(NodeNumber node, const TxVote& vote, const std::vector<Hash>& ids);
    void noteAcks(NodeNumber node, const TxAck& ack, const std::vector<Hash>& ids);
    void checkVotedSpends(NodeNumber signer, std::uint64_t height, const Hash& id);
    void checkFrozenList(NodeNumber signer, std::uint64_t height);
    void checkBacking(NodeNumber signer, const StatementHeader& at, const Hash& id);
    void checkFrozenOrder(NodeNumber signer, const StatementHeader& at, std::string_view what);

    const Signatures m_signatures;
    const MemberChecker& m_members;
    Verdict& m_verdict;
    std::vector<Member> m_nodes;
    std::map<IdListRef, std::vector<Hash>> m_batches;
    std::set<NodeNumber> m_excused;
    std::map<Hash, std::vector<OutPoint>> m_inputs;
    std::map<std::uint64_t, std::map<Hash, std::set<NodeNumber>>> m_acknowledgers;
    std::map<std::pair<std::uint64_t, IdListRef>, std::vector<Hash>> m_lists;
};

}  // namespace timecoin::sim
