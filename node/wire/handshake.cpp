#include "node/wire/handshake.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <utility>

namespace timecoin::wire {

namespace {

constexpr std::string_view kMagic = "TIMECOIN";
static_assert(kMagic.size() + 2 + Hash::kSize + ExchangeKey::kSize + 1 == Hello::kSize);

constexpr std::array<std::string_view, 8> kRefusals{
    "none",      "wrong-version", "wrong-genesis", "self-connection",
    "duplicate", "full",          "banned",        "stopping",
};
constexpr auto kLastRefusal = static_cast<std::uint8_t>(Refusal::Stopping);
static_assert(kRefusals.size() == kLastRefusal + 1u);

constexpr std::string_view kIdentityTag = "TimeCoin peerid1";
constexpr std::string_view kOperatorTag = "TimeCoin operat1";

Refusal takeRefusal(Reader& in) {
    const std::uint8_t code = in.u8();
    if (code > kLastRefusal) in.fail();
    return in.ok() ? static_cast<Refusal>(code) : Refusal::None;
}

Role other(Role role) {
    return role == Role::Initiator ? Role::Responder : Role::Initiator;
}

/// What an operator key signs: it serves this identity in this role of this connection.
Bytes operatorBytes(Role role, const Hash& transcript, const PublicKey& identity) {
    Writer out;
    out.raw(asBytes(kOperatorTag));
    out.u8(static_cast<std::uint8_t>(role));
    out.fixed(transcript);
    out.fixed(identity);
    return out.take();
}

/// What an identity signs: everything it says about itself, in this role of this connection.
Bytes identityBytes(Role role, const Hash& transcript, ByteView body) {
    Writer out;
    out.raw(asBytes(kIdentityTag));
    out.u8(static_cast<std::uint8_t>(role));
    out.fixed(transcript);
    out.raw(body);
    return out.take();
}

HandshakeError refused(Refusal refusal, bool byPeer) {
    return {HandshakeFailure::Refused, refusal, byPeer};
}

}  // namespace

std::string_view refusalName(Refusal refusal) {
    return kRefusals[static_cast<std::size_t>(refusal)];
}

// ---- hello --------------------------------------------------------------------------------

void Hello::encode(Writer& out) const {
    out.raw(asBytes(kMagic));
    out.u16(version);
    out.fixed(genesis);
    out.fixed(key);
    out.u8(static_cast<std::uint8_t>(refusal));
}

Hello Hello::decode(Reader& in) {
    Hello hello;
    const ByteView magic = in.raw(kMagic.size());
    const ByteView expected = asBytes(kMagic);
    if (!std::equal(magic.begin(), magic.end(), expected.begin(), expected.end())) in.fail();
    hello.version = in.u16();
    hello.genesis = in.fixed<Hash>();
    hello.key = in.fixed<ExchangeKey>();
    hello.refusal = takeRefusal(in);
    return hello;
}

// ---- the machine --------------------------------------------------------------------------

Handshake::Handshake(Role role, HandshakeConfig config, ByteView seed)
    : m_role(role),
      m_config(std::move(config)),
      m_exchange(KeyExchange::fromSeed(seed)) {
    assert(m_config.identity);
    m_hello = {m_config.version, m_config.genesis, m_exchange.publicKey(), Refusal::None};
    if (m_role == Role::Initiator) m_out = encoded(m_hello);
}

Bytes Handshake::takeOutput() {
    return std::exchange(m_out, {});
}

Result<Handshake::Step, HandshakeError> Handshake::failWith(HandshakeError error) {
    m_state = State::Failed;
    m_in = {};
    return fail(error);
}

Result<Handshake::Step, HandshakeError> Handshake::feed(ByteView bytes) {
    if (m_state == State::Failed) return fail(HandshakeError{});
    if (m_state != State::Hello) {
        m_reader.feed(bytes);
        return advance();
    }
    m_in.insert(m_in.end(), bytes.begin(), bytes.end());
    // Something that speaks another protocol is told at its first wrong byte.
    const std::size_t seen = std::min(m_in.size(), kMagic.size());
    const ByteView magic = asBytes(kMagic.substr(0, seen));
    if (!std::equal(magic.begin(), magic.end(), m_in.begin()))
        return failWith({HandshakeFailure::NotTimeCoin, Refusal::None, false});
    if (m_in.size() < Hello::kSize) return Step::NeedMore;
    if (auto error = onHello(ByteView(m_in).first(Hello::kSize))) return failWith(*error);
    m_reader.feed(ByteView(m_in).subspan(Hello::kSize));
    m_in = {};
    return advance();
}

Result<Handshake::Step, HandshakeError> Handshake::advance() {
    while (m_state == State::Auth || m_state == State::Welcome) {
        auto record = m_reader.next(*m_channel, kMaxHandshakeText);
        if (!record.ok()) {
            const bool tampered = record.error() == RecordError::Tampered;
            return failWith({tampered ? HandshakeFailure::Tampered : HandshakeFailure::Malformed,
                             Refusal::None, false});
        }
        if (!record.value()) return Step::NeedMore;
        const Bytes& text = *record.value();
        const auto error = m_state == State::Auth ? onAuth(text) : onWelcome(text);
        if (error) return failWith(*error);
    }
    return m_state == State::Decide ? Step::Decide : Step::Done;
}

/// The responder says why it refuses inside its own hello, so that both sides know.
std::optional<HandshakeError> Handshake::onHello(ByteView bytes) {
    Reader in(bytes);
    const Hello theirs = Hello::decode(in);
    if (!in.finished()) return HandshakeError{HandshakeFailure::Malformed, Refusal::None, false};
    const Refusal mine = judge(theirs);
    if (m_role == Role::Responder) {
        if (theirs.refusal != Refusal::None)
            return HandshakeError{HandshakeFailure::Malformed, Refusal::None, false};
        m_hello.refusal = mine;
        m_out = encoded(m_hello);
    }
    if (mine != Refusal::None) return refused(mine, false);
    if (theirs.refusal != Refusal::None) return refused(theirs.refusal, true);

    const bool initiator = m_role == Role::Initiator;
    m_transcript = Hasher(Domain::Handshake)
                       .add(encoded(initiator ? m_hello : theirs))
                       .add(encoded(initiator ? theirs : m_hello))
                       .finish();
    if (!openChannel(theirs))
        return HandshakeError{HandshakeFailure::UnacceptableKey, Refusal::None, false};
    m_peer.version = theirs.version;
    m_state = State::Auth;
    if (!initiator) sendRecord(authText());
    return std::nullopt;
}

Refusal Handshake::judge(const Hello& hello) const {
    if (hello.version != m_config.version) return Refusal::WrongVersion;
    if (hello.genesis != m_config.genesis) return Refusal::WrongGenesis;
    if (hello.key == m_hello.key) return Refusal::SelfConnection;  // our own hello, sent back
    return Refusal::None;
}

bool Handshake::openChannel(const Hello& theirs) {
    auto keys = m_role == Role::Initiator ? m_exchange.asInitiator(theirs.key)
                                          : m_exchange.asResponder(theirs.key);
    if (!keys) return false;
    m_channel.emplace(std::move(*keys), m_transcript);
    return true;
}

/// refusal None | identity | listen port | height | [operator key, its proof] | identity's proof
Bytes Handshake::authText() const {
    Writer body;
    body.fixed(m_config.identity->publicKey());
    body.u16(m_config.listenPort);
    body.u64(m_config.height);
    body.flag(m_config.operatorKey != nullptr);
    if (m_config.operatorKey) {
        body.fixed(m_config.operatorKey->publicKey());
        body.fixed(m_config.operatorKey->sign(
            operatorBytes(m_role, m_transcript, m_config.identity->publicKey())));
    }
    Writer out;
    out.u8(static_cast<std::uint8_t>(Refusal::None));
    out.raw(body.bytes());
    out.fixed(m_config.identity->sign(identityBytes(m_role, m_transcript, body.bytes())));
    return out.take();
}

std::optional<HandshakeError> Handshake::onAuth(ByteView text) {
    const HandshakeError malformed{HandshakeFailure::Malformed, Refusal::None, false};
    Reader in(text);
    const Refusal refusal = takeRefusal(in);
    if (in.ok() && refusal != Refusal::None)
        return in.finished() ? refused(refusal, true) : malformed;

    m_peer.identity = in.fixed<PublicKey>();
    m_peer.listenPort = in.u16();
    m_peer.height = in.u64();
    Signature operatorProof;
    if (in.flag()) {
        m_peer.operatorKey = in.fixed<PublicKey>();
        operatorProof = in.fixed<Signature>();
    }
    const std::size_t bodySize = text.size() - 1 - in.remaining();
    const auto identityProof = in.fixed<Signature>();
    if (!in.finished()) return malformed;

    const Role role = other(m_role);
    const ByteView body = text.subspan(1, bodySize);
    if (!verifyEd25519(m_peer.identity, identityBytes(role, m_transcript, body), identityProof))
        return HandshakeError{HandshakeFailure::BadIdentitySignature, Refusal::None, false};
    if (m_peer.operatorKey &&
        !verifyEd25519(*m_peer.operatorKey, operatorBytes(role, m_transcript, m_peer.identity),
                       operatorProof))
        return HandshakeError{HandshakeFailure::BadOperatorSignature, Refusal::None, false};
    m_state = State::Decide;
    if (m_peer.identity != m_config.identity->publicKey()) return std::nullopt;
    refuse(Refusal::SelfConnection);
    return refused(Refusal::SelfConnection, false);
}

Result<Handshake::Step, HandshakeError> Handshake::accept() {
    assert(m_state == State::Decide);
    if (m_role == Role::Initiator) {
        sendRecord(authText());
        m_state = State::Welcome;
    } else {
        const std::array<std::uint8_t, 1> welcome{static_cast<std::uint8_t>(Refusal::None)};
        sendRecord(welcome);
        m_state = State::Done;
    }
    return advance();
}

void Handshake::refuse(Refusal refusal) {
    assert(m_state == State::Decide && refusal != Refusal::None);
    const std::array<std::uint8_t, 1> text{static_cast<std::uint8_t>(refusal)};
    sendRecord(text);
    m_state = State::Failed;
}

std::optional<HandshakeError> Handshake::onWelcome(ByteView text) {
    Reader in(text);
    const Refusal refusal = takeRefusal(in);
    if (!in.finished()) return HandshakeError{HandshakeFailure::Malformed, Refusal::None, false};
    if (refusal != Refusal::None) return refused(refusal, true);
    m_state = State::Done;
    return std::nullopt;
}

void Handshake::sendRecord(ByteView text) {
    sealRecord(*m_channel, text, m_out);
}

SecretChannel Handshake::takeChannel() {
    assert(m_state == State::Done && m_channel);
    return std::move(*m_channel);
}

Bytes Handshake::takeRest() {
    return m_reader.takeRest();
}

}  // namespace timecoin::wire
