// What must hold whatever happens, watched from outside: every message that leaves a node, every
// record that becomes durable, every committed block, every event. Shares no code with the node but
// its message types and codec: quorum, members, replay of coins and counting are written anew here
// (and in tests/support/registry_model).
#pragma once

#include "node/core/turn.h"
#include "tests/support/registry_model.h"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace timecoin::sim {

/// 0 .. n-1 are the members of the genesis set in its order, higher ones look on.
using NodeNumber = std::uint32_t;

/// The first promise that was broken, as a sentence.
class Verdict {
public:
    void fail(std::string sentence) {
        if (!m_sentence) m_sentence = std::move(sentence);
    }
    const std::optional<std::string>& sentence() const { return m_sentence; }

private:
    std::optional<std::string> m_sentence;
};

/// Members needed of n: the least k of which three times exceed twice n.
std::uint32_t membersNeeded(std::uint32_t n);

/// Who governs which height, told from committed blocks. Indexes of members mean other nodes after
/// the set has changed; here a node keeps its number.
class MemberChecker {
public:
    MemberChecker(const Network& network, Verdict& verdict);

    /// This node signs with this key when it is a member; those of the genesis are known.
    void addOperator(NodeNumber node, const PublicKey& key) { m_nodes[key] = node; }
    /// The next block of the chain, whoever tells it first.
    void onBlock(const Block& block);
    std::uint64_t height() const { return m_model.height(); }
    /// nullopt: no such member.
    std::optional<NodeNumber> nodeOf(std::uint64_t height, MemberIndex member) const;
    bool isMember(std::uint64_t height, NodeNumber node) const;
    std::uint32_t needed(std::uint64_t height) const;
    const RegistryModel& model() const { return m_model; }

    /// What the registry said to a block before it: where its reward goes, what it may not spend.
    struct Before {
        std::optional<Lock> rewardDue;
        std::set<OutPoint> locked;
    };
    const Before& before(std::uint64_t height) const { return m_before.at(height); }

private:
    const std::vector<PublicKey>& membersAt(std::uint64_t height) const;

    Verdict& m_verdict;
    BlockHeader m_tip;
    Hash m_tipHash;
    std::map<PublicKey, NodeNumber> m_nodes;
    std::map<std::uint64_t, Before> m_before;
    RegistryModel m_model;
};

/// No equivocation, order of one signer, freeze of a window, persist before send (R-SIG-1..4,
/// R-FIN-5, R-CON-3).
class StatementChecker {
public:
    StatementChecker(std::uint32_t nodes, const MemberChecker& members, Verdict& verdict);

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
    /// A member of whom nothing is expected any more: its statements are not judged.
    void excuse(NodeNumber node) { m_excused.insert(node); }

private:
    struct Said {
        StatementKind kind;
        StatementHeader at;
        Bytes bytes;
    };
    /// What a member said about payments of one height.
    struct MemberWindow {
        std::optional<IdListRef> frozen;
        std::uint64_t frozenAt = 0;                  // sequence of its first VIEW-CHANGE
        std::map<Hash, std::uint64_t> acknowledged;  // id -> lowest sequence
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
        std::set<std::tuple<std::uint64_t, Hash, SafetyKind>> backing;  // of payments, likewise
    };

    /// Whose it is; nullopt when it is known already or broke something.
    template <class S>
    std::optional<NodeNumber> note(NodeNumber node, const S& statement);
    bool noteSaid(NodeNumber signer, const Said& said);
    bool checkOrder(const Member& member, std::uint64_t sequence);
    void noteChange(NodeNumber node, const ViewChange& change);
    void noteVotes(NodeNumber node, const TxVote& vote, const std::vector<Hash>& ids);
    void noteAcks(NodeNumber node, const TxAck& ack, const std::vector<Hash>& ids);
    void checkVotedSpends(NodeNumber signer, std::uint64_t height, const Hash& id);
    void checkFrozenList(NodeNumber signer, std::uint64_t height);
    void checkBacking(NodeNumber signer, const StatementHeader& at, const Hash& id);
    void checkFrozenOrder(NodeNumber signer, const StatementHeader& at, std::string_view what);

    const MemberChecker& m_members;
    Verdict& m_verdict;
    std::vector<Member> m_nodes;
    std::set<NodeNumber> m_excused;
    std::map<Hash, std::vector<OutPoint>> m_inputs;
    std::map<std::uint64_t, std::map<Hash, std::set<NodeNumber>>> m_acknowledgers;
    std::map<std::pair<std::uint64_t, IdListRef>, std::vector<Hash>> m_lists;
};

/// Agreement, certificates, chain links, and an independent replay of all coins (R-SAFE-1,
/// R-CON-8, R-QUO-1, R-MONEY-1..4).
class BlockChecker {
public:
    BlockChecker(const Network& network, const SignatureScheme& scheme, MemberChecker& members,
                 Verdict& verdict);

    /// `node` says this block is committed. Told again after a restart: the same must be said.
    void onBlock(NodeNumber node, const CertifiedBlock& block);
    /// What a node found in its store when it started.
    void onStart(NodeNumber node, std::uint64_t height, const Hash& tip);

    /// Of the highest block that any node committed.
    std::uint64_t height() const { return m_chain.size() - 1; }
    std::uint64_t heightOf(NodeNumber node) const;
    std::optional<std::uint64_t> committedAt(const Hash& id) const;
    /// Which committed transaction spends this output.
    std::optional<Hash> spenderOf(const OutPoint& outpoint) const;
    std::uint64_t supplySatoshi() const { return m_supplySatoshi; }

private:
    struct Link {
        Hash hash;
        std::uint64_t timestampMs = 0;
    };
    bool checkCertificate(const CommitCertificate& certificate, std::uint64_t height,
                          const Hash& block, const std::string& whose);
    void append(const Block& block);
    bool replay(const Block& block);
    /// Value of the coins spent; nullopt when one of them is not there.
    std::optional<std::uint64_t> spend(const Transaction& tx, const Hash& id, std::uint64_t height);
    std::uint64_t create(const Transaction& tx, const Hash& id);
    void checkReward(const Block& block, std::uint64_t fees);
    std::optional<Lock> payoutOf(const PublicKey& operatorKey) const;

    const Network& m_network;
    const SignatureScheme& m_scheme;
    MemberChecker& m_members;
    Verdict& m_verdict;
    std::vector<Link> m_chain;
    std::map<NodeNumber, std::uint64_t> m_heights;
    std::map<OutPoint, std::uint64_t> m_coins;  // unspent -> satoshi
    std::map<OutPoint, Hash> m_spenders;
    std::map<Hash, std::uint64_t> m_committedAt;
    std::uint64_t m_supplySatoshi = 0;
};

/// What was called final stays final (R-FIN-4, R-SAFE-2).
class FinalityChecker {
public:
    FinalityChecker(const MemberChecker& members, const StatementChecker& statements,
                    const BlockChecker& blocks, Verdict& verdict);

    void onTransfer(const Hash& id, const std::vector<OutPoint>& inputs);
    /// `own`: acknowledgements of this member may be in its log without having left yet, because
    /// it was restarted at this height; they count then.
    void onFinal(NodeNumber node, const TransferFinal& said, std::optional<NodeNumber> own);
    void onRejected(NodeNumber node, const Hash& id);
    void onBlock(const Block& block);
    bool isFinal(const Hash& id) const { return m_finals.contains(id); }

private:
    const MemberChecker& m_members;
    const StatementChecker& m_statements;
    const BlockChecker& m_blocks;
    Verdict& m_verdict;
    std::map<Hash, std::vector<OutPoint>> m_inputs;
    std::map<Hash, std::uint64_t> m_finals;  // -> window
    std::map<OutPoint, Hash> m_finalSpends;
};

/// All of them behind one door.
class Checkers {
public:
    Checkers(const Network& network, const SignatureScheme& scheme);

    /// Of a node that may become a member later.
    void addOperator(NodeNumber node, const PublicKey& key);
    void onPayment(const Transaction& tx);
    void onDurable(NodeNumber node, const std::vector<SafetyRecord>& records);
    /// Before anything else of a turn that commits it: what the turn sends may be of the height
    /// above, whose members follow from this block.
    void onCommitting(const Block& block);
    void onSent(NodeNumber node, const wire::Message& message);
    void onEvent(NodeNumber node, const CoreEvent& event);
    void onFatal(NodeNumber node, const Fatal& fatal);
    void onBlock(NodeNumber node, const CertifiedBlock& block);
    void onStart(NodeNumber node, std::uint64_t height, const Hash& tip);
    void onBlame(NodeNumber node, NodeNumber blamed, Blame reason);
    /// This member lies: neither its words nor its opinions are judged.
    void excuse(NodeNumber node);
    /// Pools are so small that they refuse payments which others call final.
    void expectSmallPools() { m_smallPools = true; }
    /// A promise that only the whole run can judge.
    void fail(std::string sentence) { m_verdict.fail(std::move(sentence)); }

    const std::optional<std::string>& failure() const { return m_verdict.sentence(); }
    const BlockChecker& blocks() const { return m_blocks; }
    const FinalityChecker& finality() const { return m_finality; }
    const MemberChecker& members() const { return m_members; }

private:
    Verdict m_verdict;
    MemberChecker m_members;
    StatementChecker m_statements;
    BlockChecker m_blocks;
    FinalityChecker m_finality;
    std::set<NodeNumber> m_excused;
    std::map<NodeNumber, std::uint64_t> m_startedAt;  // height of the tip at its last restart
    bool m_smallPools = false;
};

}  // namespace timecoin::sim
