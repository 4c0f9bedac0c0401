#include "node/chain/evidence.h"

#include "node/chain/merkle.h"

#include <algorithm>
#include <bit>

namespace timecoin {

namespace {

constexpr std::uint32_t kMaxListPath = std::bit_width(kMaxAcknowledged - 1);
constexpr std::size_t kMinNeighbourSize = 4 + Hash::kSize + 4;

// ---- encodings ----

void encodePath(const std::vector<Hash>& path, Writer& out) {
    out.count(path.size());
    for (const Hash& sibling : path) out.fixed(sibling);
}

std::vector<Hash> decodePath(Reader& in, std::uint32_t max) {
    const std::uint32_t count = in.count(max, Hash::kSize);
    std::vector<Hash> path;
    path.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) path.push_back(in.fixed<Hash>());
    return path;
}

template <class S>
Bytes bytesOf(const S& statement) {
    Writer out;
    encodeStatement(statement, out);
    return out.take();
}

template <class S>
bool inOrder(const Contradiction<S>& pair) {
    return bytesOf(pair.first) < bytesOf(pair.second);
}

bool inOrder(const DoubleVote& pair) {
    return pair.firstCore < pair.secondCore;
}

template <class S>
void encodeProof(const Contradiction<S>& pair, Writer& out) {
    encodeStatement(pair.first, out);
    encodeStatement(pair.second, out);
}

void encodeProof(const DoubleVote& pair, Writer& out) {
    pair.first.encode(out);
    pair.second.encode(out);
    out.blob(pair.firstCore);
    out.blob(pair.secondCore);
}

void encodeProof(const UnlistedAck& proof, Writer& out) {
    proof.ack.encode(out);
    out.fixed(proof.id);
    encodeStatement(proof.change, out);
    out.count(proof.neighbours.size());
    for (const auto& neighbour : proof.neighbours) {
        out.u32(neighbour.index);
        out.fixed(neighbour.id);
        encodePath(neighbour.path, out);
    }
}

template <class S>
Contradiction<S> decodePair(Reader& in) {
    Contradiction<S> pair;
    pair.first = decodeStatement<S>(in);
    pair.second = decodeStatement<S>(in);
    if (!inOrder(pair)) in.fail();
    return pair;
}

Bytes decodeCore(Reader& in) {
    const ByteView core = in.blob(kMaxEvidenceBytes);
    return {core.begin(), core.end()};
}

DoubleVote decodeDoubleVote(Reader& in) {
    DoubleVote pair;
    pair.first = IdProof::decode(in);
    pair.second = IdProof::decode(in);
    pair.firstCore = decodeCore(in);
    pair.secondCore = decodeCore(in);
    if (!inOrder(pair)) in.fail();
    return pair;
}

UnlistedAck decodeUnlistedAck(Reader& in) {
    UnlistedAck proof;
    proof.ack = IdProof::decode(in);
    proof.id = in.fixed<Hash>();
    proof.change = decodeStatement<ViewChange>(in);
    const std::uint32_t count = in.count(2, kMinNeighbourSize);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i) {
        UnlistedAck::Neighbour neighbour;
        neighbour.index = in.u32();
        neighbour.id = in.fixed<Hash>();
        neighbour.path = decodePath(in, kMaxListPath);
        proof.neighbours.push_back(std::move(neighbour));
    }
    return proof;
}

Contradictory decodeProof(Reader& in) {
    switch (in.u8()) {
    case 1: return decodePair<PrePrepare>(in);
    case 2: return decodePair<Prepare>(in);
    case 3: return decodePair<Commit>(in);
    case 4: return decodePair<ViewChange>(in);
    case 5: return decodeDoubleVote(in);
    case 6: return decodeUnlistedAck(in);
    default: in.fail(); return {};
    }
}

// ---- what contradicts (R-EVI-1) ----

/// The same member in the same height; a member's place and epoch are the same all through one.
bool samePlace(const StatementHeader& a, const StatementHeader& b) {
    return a.epoch == b.epoch && a.height == b.height && a.member == b.member;
}

bool disagree(const PrePrepare& a, const PrePrepare& b) {
    return a.at.view == b.at.view && (a.block != b.block || a.justification != b.justification);
}

bool disagree(const Prepare& a, const Prepare& b) {
    return a.at.view == b.at.view && a.block != b.block;
}

bool disagree(const Commit& a, const Commit& b) {
    return a.at.view == b.at.view && a.block != b.block;
}

bool disagree(const ViewChange& a, const ViewChange& b) {
    return a.acknowledged != b.acknowledged || (a.at.view == b.at.view && a.prepared != b.prepared);
}

template <class S>
bool contradict(const Contradiction<S>& pair) {
    return inOrder(pair) && isWellFormed(pair.first) && isWellFormed(pair.second) &&
           samePlace(pair.first.at, pair.second.at) && disagree(pair.first, pair.second);
}

bool names(const IdProof& proof, const Hash& id) {
    return isWellFormed(proof.batch<TxVote>()) &&
           checkTreePath(proof.ids.root, proof.ids.count, proof.index, id, proof.path);
}

/// The inputs of the transfer with this core, ascending; none when it is no transfer's.
std::vector<OutPoint> inputsOf(const Bytes& core) {
    // An empty witness completes it: two counts of zero.
    Bytes whole = core;
    whole.resize(core.size() + 2 * sizeof(std::uint32_t));
    auto tx = decoded<Transaction>(whole);
    if (!tx || tx->kind != TransactionKind::Transfer || tx->encodedCore() != core) return {};
    std::sort(tx->inputs.begin(), tx->inputs.end());
    return std::move(tx->inputs);
}

bool spendOneOutput(const Bytes& firstCore, const Bytes& secondCore) {
    const std::vector<OutPoint> first = inputsOf(firstCore);
    const std::vector<OutPoint> second = inputsOf(secondCore);
    return std::any_of(first.begin(), first.end(), [&](const OutPoint& input) {
        return std::binary_search(second.begin(), second.end(), input);
    });
}

bool contradict(const DoubleVote& pair) {
    return inOrder(pair) && samePlace(pair.first.at, pair.second.at) &&
           names(pair.first, hashOf(Domain::TransactionId, pair.firstCore)) &&
           names(pair.second, hashOf(Domain::TransactionId, pair.secondCore)) &&
           spendOneOutput(pair.firstCore, pair.secondCore);
}

/// Whether the ascending list has no place left for `id`: the neighbours enclose it.
bool leavesOut(const IdListRef& list, const Hash& id,
               const std::vector<UnlistedAck::Neighbour>& neighbours) {
    for (const auto& one : neighbours) {
        if (!checkTreePath(list.root, list.count, one.index, one.id, one.path)) return false;
    }
    switch (neighbours.size()) {
    case 0: return list.count == 0;
    case 1: {
        const auto& only = neighbours.front();
        return (only.index == 0 && id < only.id) || (only.index == list.count - 1 && only.id < id);
    }
    case 2:
        return neighbours[1].index == neighbours[0].index + 1 && neighbours[0].id < id &&
               id < neighbours[1].id;
    default: return false;
    }
}

bool contradict(const UnlistedAck& proof) {
    return samePlace(proof.ack.at, proof.change.at) && isWellFormed(proof.change) &&
           names(proof.ack, proof.id) &&
           leavesOut(proof.change.acknowledged, proof.id, proof.neighbours);
}

// ---- whose it is (R-EVI-3) ----

struct Signatures {
    const PublicKey& key;
    const Hash& genesis;
    const SignatureScheme& scheme;

    template <class S>
    bool hold(const S& statement) const {
        return scheme.verify(key, signingBytes(statement, genesis), statement.signature);
    }
    template <class S>
    bool operator()(const Contradiction<S>& pair) const {
        return hold(pair.first) && hold(pair.second);
    }
    bool operator()(const DoubleVote& pair) const {
        return hold(pair.first.batch<TxVote>()) && hold(pair.second.batch<TxVote>());
    }
    bool operator()(const UnlistedAck& proof) const {
        return hold(proof.ack.batch<TxAck>()) && hold(proof.change);
    }
};

const StatementHeader& placeOf(const UnlistedAck& proof) {
    return proof.change.at;
}
template <class Pair>
const StatementHeader& placeOf(const Pair& pair) {
    return pair.first.at;
}

// ---- making it ----

template <class Proof>
std::optional<Evidence> evidenceOf(const PublicKey& key, Proof proof) {
    if (!contradict(proof)) return std::nullopt;
    Evidence evidence{key, std::move(proof)};
    if (encoded(evidence).size() > kMaxEvidenceBytes) return std::nullopt;
    return evidence;
}

template <class S>
std::optional<Evidence> evidenceOfPair(const PublicKey& key, const S& a, const S& b) {
    Contradiction<S> pair{a, b};
    if (!inOrder(pair)) std::swap(pair.first, pair.second);
    return evidenceOf(key, std::move(pair));
}

UnlistedAck::Neighbour neighbourAt(const std::vector<Hash>& listed, std::size_t place) {
    const auto index = static_cast<std::uint32_t>(place);
    return {index, listed[place], treePath(listed, index)};
}

}  // namespace

const StatementHeader& Evidence::place() const {
    return std::visit([](const auto& one) -> const StatementHeader& { return placeOf(one); },
                      proof);
}

void Evidence::encode(Writer& out) const {
    out.fixed(operatorKey);
    out.u8(static_cast<std::uint8_t>(proof.index() + 1));
    std::visit([&out](const auto& one) { encodeProof(one, out); }, proof);
}

Evidence Evidence::decode(Reader& in) {
    Evidence evidence;
    evidence.operatorKey = in.fixed<PublicKey>();
    evidence.proof = decodeProof(in);
    return evidence;
}

bool checkEvidence(const Evidence& evidence, const Hash& genesis, const SignatureScheme& scheme) {
    return std::visit([](const auto& one) { return contradict(one); }, evidence.proof) &&
           std::visit(Signatures{evidence.operatorKey, genesis, scheme}, evidence.proof);
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const PrePrepare& a,
                                     const PrePrepare& b) {
    return evidenceOfPair(key, a, b);
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const Prepare& a, const Prepare& b) {
    return evidenceOfPair(key, a, b);
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const Commit& a, const Commit& b) {
    return evidenceOfPair(key, a, b);
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const ViewChange& a,
                                     const ViewChange& b) {
    return evidenceOfPair(key, a, b);
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const IdProof& a,
                                     const Transaction& first, const IdProof& b,
                                     const Transaction& second) {
    DoubleVote pair{a, b, first.encodedCore(), second.encodedCore()};
    if (!inOrder(pair)) {
        std::swap(pair.first, pair.second);
        std::swap(pair.firstCore, pair.secondCore);
    }
    return evidenceOf(key, std::move(pair));
}

std::optional<Evidence> makeEvidence(const PublicKey& key, const IdProof& ack, const Hash& id,
                                     const ViewChange& change, const std::vector<Hash>& listed) {
    const auto above = std::lower_bound(listed.begin(), listed.end(), id);
    if (above != listed.end() && *above == id) return std::nullopt;
    UnlistedAck proof{ack, id, change, {}};
    const auto place = static_cast<std::size_t>(above - listed.begin());
    if (place > 0) proof.neighbours.push_back(neighbourAt(listed, place - 1));
    if (place < listed.size()) proof.neighbours.push_back(neighbourAt(listed, place));
    return evidenceOf(key, std::move(proof));
}

Transaction evidenceTransaction(const Evidence& evidence) {
    Transaction tx;
    tx.kind = TransactionKind::Evidence;
    tx.payload = encoded(evidence);
    return tx;
}

}  // namespace timecoin
