#include "node/chain/certificates.h"

#include "node/base/limits.h"
#include "node/chain/merkle.h"

#include <bit>

namespace timecoin {

namespace {

constexpr std::size_t kMaxPathLength = std::bit_width(kMaxIdsPerStatement - 1);
constexpr std::size_t kMinIdProofSize = 30 + 36 + Signature::kSize + 4 + 4;

/// Strictly ascending by member: no duplicates and one encoding (R-CERT-2).
template <class Entries, class Member>
bool ascending(const Entries& entries, Member member) {
    for (std::size_t i = 1; i < entries.size(); ++i) {
        if (!(member(entries[i - 1]) < member(entries[i]))) return false;
    }
    return true;
}

MemberIndex memberOf(const CertificateEntry& entry) {
    return entry.member;
}

MemberIndex memberOfProof(const IdProof& proof) {
    return proof.at.member;
}

void encodeEntries(const std::vector<CertificateEntry>& entries, Writer& out) {
    out.count(entries.size());
    for (const CertificateEntry& entry : entries) entry.encode(out);
}

std::vector<CertificateEntry> decodeEntries(Reader& in) {
    const std::uint32_t count = in.count(kMaxMasternodes, CertificateEntry::kEncodedSize);
    std::vector<CertificateEntry> entries;
    entries.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) entries.push_back(CertificateEntry::decode(in));
    if (!ascending(entries, memberOf)) in.fail();
    return entries;
}

/// What both kinds over a block share: place, quorum, distinct members of this very set.
template <class Certificate>
bool checkForm(const Certificate& certificate, const CheckContext& context) {
    return certificate.epoch == context.height.epoch &&
           certificate.height == context.height.height && certificate.view <= kMaxView &&
           context.height.members.size() > 0 &&
           certificate.entries.size() >= context.height.members.quorum() &&
           ascending(certificate.entries, memberOf) &&
           context.height.members.contains(certificate.entries.back().member);
}

template <class Certificate>
StatementHeader headerOf(const Certificate& certificate, const CertificateEntry& entry) {
    return {certificate.epoch, certificate.height, certificate.view, entry.member, entry.sequence};
}

}  // namespace

void CertificateEntry::encode(Writer& out) const {
    out.u16(member);
    out.u64(sequence);
    out.fixed(signature);
}

CertificateEntry CertificateEntry::decode(Reader& in) {
    CertificateEntry entry;
    entry.member = in.u16();
    entry.sequence = in.u64();
    entry.signature = in.fixed<Signature>();
    return entry;
}

void PreparedCertificate::encode(Writer& out) const {
    out.u64(epoch);
    out.u64(height);
    out.u32(view);
    out.fixed(block);
    out.fixed(justification);
    encodeEntries(entries, out);
}

PreparedCertificate PreparedCertificate::decode(Reader& in) {
    PreparedCertificate certificate;
    certificate.epoch = in.u64();
    certificate.height = in.u64();
    certificate.view = in.u32();
    certificate.block = in.fixed<Hash>();
    certificate.justification = in.fixed<Hash>();
    certificate.entries = decodeEntries(in);
    if (certificate.view > kMaxView) in.fail();
    return certificate;
}

void CommitCertificate::encode(Writer& out) const {
    out.u64(epoch);
    out.u64(height);
    out.u32(view);
    out.fixed(block);
    encodeEntries(entries, out);
}

CommitCertificate CommitCertificate::decode(Reader& in) {
    CommitCertificate certificate;
    certificate.epoch = in.u64();
    certificate.height = in.u64();
    certificate.view = in.u32();
    certificate.block = in.fixed<Hash>();
    certificate.entries = decodeEntries(in);
    if (certificate.view > kMaxView) in.fail();
    return certificate;
}

Hash CommitCertificate::root() const {
    return hashOf(Domain::TreeLeaf, encoded(*this));
}

void IdProof::encode(Writer& out) const {
    at.encode(out);
    ids.encode(out);
    out.fixed(signature);
    out.u32(index);
    out.count(path.size());
    for (const Hash& sibling : path) out.fixed(sibling);
}

IdProof IdProof::decode(Reader& in) {
    IdProof proof;
    proof.at = StatementHeader::decode(in);
    proof.ids = IdListRef::decode(in);
    proof.signature = in.fixed<Signature>();
    proof.index = in.u32();
    const std::uint32_t length = in.count(static_cast<std::uint32_t>(kMaxPathLength), Hash::kSize);
    proof.path.reserve(length);
    for (std::uint32_t i = 0; i < length; ++i) proof.path.push_back(in.fixed<Hash>());
    if (proof.at.view != 0 || proof.ids.count > kMaxIdsPerStatement ||
        proof.index >= proof.ids.count)
        in.fail();
    return proof;
}

void TransferCertificate::encode(Writer& out) const {
    out.u8(static_cast<std::uint8_t>(kind));
    out.fixed(id);
    out.count(proofs.size());
    for (const IdProof& proof : proofs) proof.encode(out);
}

TransferCertificate TransferCertificate::decode(Reader& in) {
    TransferCertificate certificate;
    const auto kind = static_cast<StatementKind>(in.u8());
    if (kind != StatementKind::TxVote && kind != StatementKind::TxAck)
        in.fail();
    else
        certificate.kind = kind;
    certificate.id = in.fixed<Hash>();
    const std::uint32_t count = in.count(kMaxMasternodes, kMinIdProofSize);
    certificate.proofs.reserve(count);
    for (std::uint32_t i = 0; i < count && in.ok(); ++i)
        certificate.proofs.push_back(IdProof::decode(in));
    if (!ascending(certificate.proofs, memberOfProof)) in.fail();
    return certificate;
}

bool checkCertificate(const PreparedCertificate& certificate, const CheckContext& context) {
    if (!checkForm(certificate, context)) return false;
    const MemberIndex primary = context.height.primary(certificate.view);
    for (const CertificateEntry& entry : certificate.entries) {
        const StatementHeader at = headerOf(certificate, entry);
        const bool good =
            entry.member == primary
                ? checkStatement(
                      PrePrepare{at, certificate.block, certificate.justification, entry.signature},
                      context)
                : checkStatement(Prepare{at, certificate.block, entry.signature}, context);
        if (!good) return false;
    }
    return true;
}

bool checkCertificate(const CommitCertificate& certificate, const CheckContext& context) {
    if (!checkForm(certificate, context)) return false;
    for (const CertificateEntry& entry : certificate.entries) {
        if (!checkStatement(
                Commit{headerOf(certificate, entry), certificate.block, entry.signature}, context))
            return false;
    }
    return true;
}

bool checkCertificate(const TransferCertificate& certificate, const CheckContext& context) {
    const bool votes = certificate.kind == StatementKind::TxVote;
    if (!votes && certificate.kind != StatementKind::TxAck) return false;
    const MasternodeSet& members = context.height.members;
    if (members.size() == 0 || certificate.proofs.size() < members.quorum() ||
        !ascending(certificate.proofs, memberOfProof) ||
        !members.contains(certificate.proofs.back().at.member))
        return false;
    // Paths before signatures: hashing is the cheaper refusal.
    for (const IdProof& proof : certificate.proofs) {
        if (!checkTreePath(proof.ids.root, proof.ids.count, proof.index, certificate.id,
                           proof.path))
            return false;
    }
    for (const IdProof& proof : certificate.proofs) {
        const bool good = votes ? checkStatement(proof.batch<TxVote>(), context)
                                : checkStatement(proof.batch<TxAck>(), context);
        if (!good) return false;
    }
    return true;
}

}  // namespace timecoin
