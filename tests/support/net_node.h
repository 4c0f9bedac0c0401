// Peers for tests: a whole manager with everything it handed up, and one that does the handshake by
// hand and then sends what it likes. Header only, Qt.
#pragma once

#include "node/net/peer_manager.h"
#include "node/wire/frame.h"
#include "tests/support/fixtures.h"

#include <QHostAddress>
#include <QTcpSocket>

#include <functional>
#include <memory>

namespace timecoin {

inline QString loopback(quint16 port) {
    return QStringLiteral("127.0.0.1:%1").arg(port);
}

inline NetConfig listening(const Hash& genesis = testHash(1)) {
    NetConfig config;
    config.genesis = genesis;
    return config;
}

inline NetConfig dialling(quint16 port) {
    NetConfig config = listening();
    config.connect = {loopback(port)};
    return config;
}

/// A manager and everything it handed up.
struct Node {
    explicit Node(std::uint32_t number, NetConfig config = listening(), bool masternode = false)
        : operatorKey(testKey(number + 1'000)) {
        make(number, std::move(config), masternode);
    }
    void make(std::uint32_t number, NetConfig config, bool masternode) {
        manager = std::make_unique<PeerManager>(std::move(config), testKey(number),
                                                masternode ? &operatorKey : nullptr);
        NetHandlers handlers;
        handlers.peerReady = [this](const PeerInfo& info) { ready.push_back(info); };
        handlers.peerGone = [this](PeerId id, GoneReason reason) { gone.emplace_back(id, reason); };
        handlers.messageReceived = [this](PeerId from, wire::Message message) {
            if (onMessage) onMessage(from, message);
            got.emplace_back(from, std::move(message));
        };
        handlers.otherNetwork = [this](const QString& address) { others.append(address); };
        handlers.stopped = [this] { stopped = true; };
        manager->setHandlers(std::move(handlers));
        failure = manager->start();
    }
    quint16 port() const { return manager->listenPort(); }
    std::size_t count() const { return manager->peers().size(); }
    PeerId only() const { return manager->peers().at(0).id; }
    template <class T>
    std::size_t gotOf() const {
        std::size_t n = 0;
        for (const auto& [from, message] : got) n += std::holds_alternative<T>(message) ? 1u : 0u;
        return n;
    }

    SigningKey operatorKey;
    std::unique_ptr<PeerManager> manager;
    std::optional<QString> failure;
    std::vector<PeerInfo> ready;
    std::vector<std::pair<PeerId, GoneReason>> gone;
    std::vector<std::pair<PeerId, wire::Message>> got;
    std::function<void(PeerId, const wire::Message&)> onMessage;
    QStringList others;  ///< of another genesis
    bool stopped = false;
};

inline wire::Message prepareOf(std::uint64_t sequence) {
    wire::PrepareMessage message;
    message.prepare.at.height = 7;
    message.prepare.at.sequence = sequence;
    return message;
}

/// A peer that does the handshake by hand and then sends what it likes.
struct RawPeer {
    explicit RawPeer(quint16 port, std::uint32_t number, Hash genesis = testHash(1),
                     std::uint16_t version = wire::kProtocolVersion)
        : identity(testKey(number)),
          shake(wire::Role::Initiator, {genesis, version, &identity, nullptr, 0, 0},
                testHash(number + 500).view()) {
        QObject::connect(&socket, &QTcpSocket::connected, &socket, [this] { flush(); });
        QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] { read(); });
        socket.connectToHost(QHostAddress::LocalHost, port);
    }
    void flush() { write(shake.takeOutput()); }
    void write(const Bytes& bytes) {
        socket.write(reinterpret_cast<const char*>(bytes.data()),
                     static_cast<qint64>(bytes.size()));
    }
    void read() {
        const QByteArray bytes = socket.readAll();
        received += bytes.size();
        if (channel || error) return;
        auto step =
            shake.feed(asBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
        if (step.ok() && step.value() == wire::Handshake::Step::Decide) step = shake.accept();
        flush();
        if (!step.ok())
            error = step.error();
        else if (step.value() == wire::Handshake::Step::Done)
            channel.emplace(shake.takeChannel());
    }
    void sendText(const Bytes& text) {
        Bytes record;
        wire::sealRecord(*channel, text, record);
        write(record);
    }
    void sendMessage(ByteView encoding, wire::Lane lane = wire::Lane::Agreement) {
        Bytes text{static_cast<std::uint8_t>(lane)};
        const Bytes frame = wire::frameOf(encoding);
        text.insert(text.end(), frame.begin(), frame.end());
        sendText(text);
    }
    bool closed() const { return socket.state() == QAbstractSocket::UnconnectedState; }

    SigningKey identity;
    wire::Handshake shake;
    QTcpSocket socket;
    std::optional<SecretChannel> channel;
    std::optional<wire::HandshakeError> error;
    qint64 received = 0;
};

}  // namespace timecoin
