#include "ui/pages/pay/request_panel.h"

#include "ui/format/money.h"
#include "ui/models/request_model.h"
#include "ui/pages/pay/qr_view.h"
#include "ui/pages/wallet/save_file.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/icon.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/theme.h"
#include "wallet/api/payment_link.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>

namespace timecoin {
namespace {

constexpr int kQrSide = 240;
constexpr int kPictureScale = 12;

QString linkOf(const RequestEntry& request) {
    return makePaymentLink(request.address, request.amount, request.label, request.message);
}

}  // namespace

RequestPanel::RequestPanel(QWidget* parent)
    : QWidget(parent),
      m_qr(new QrView(this)),
      m_title(new QLabel(this)),
      m_state(new Notice(this)),
      m_address(new CopyField(tr("address"), this)),
      m_copyLink(new QPushButton(tr("Copy &link"), this)),
      m_save(new QPushButton(tr("Save &picture"), this)) {
    m_qr->setFixedSize(kQrSide, kQrSide);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setObjectName(QStringLiteral("receiveTitle"));
    m_state->setObjectName(QStringLiteral("receiveState"));
    m_address->setObjectName(QStringLiteral("receiveAddress"));
    m_address->button()->setObjectName(QStringLiteral("copyAddress"));
    m_copyLink->setObjectName(QStringLiteral("copyLink"));
    m_copyLink->setIcon(icon(QStringLiteral("link")));
    m_save->setObjectName(QStringLiteral("saveQr"));
    m_save->setIcon(icon(QStringLiteral("export")));
    auto* const buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(m_copyLink);
    buttons->addWidget(m_save);
    buttons->addStretch(1);
    auto* const layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kSpace3);
    layout->addWidget(m_qr, 0, Qt::AlignHCenter);
    layout->addWidget(m_title);
    layout->addWidget(m_address);
    layout->addLayout(buttons);
    layout->addWidget(m_state);
    layout->addStretch(1);
    connect(m_copyLink, &QPushButton::clicked, this,
            [this] { QGuiApplication::clipboard()->setText(linkOf(m_request)); });
    connect(m_save, &QPushButton::clicked, this, &RequestPanel::savePicture);
}

void RequestPanel::show(const RequestEntry& request, bool amountsHidden) {
    m_request = request;
    MoneyStyle style;
    style.hidden = amountsHidden;
    m_qr->setText(linkOf(request));
    m_address->setValue(request.address);
    QStringList words;
    if (request.amount) words += moneyText(*request.amount, style);
    if (!request.label.isEmpty()) words += request.label;
    if (!request.message.isEmpty()) words += request.message;
    m_title->setText(words.isEmpty() ? tr("Any amount") : words.join(QStringLiteral(" · ")));
    const RequestState state = requestState(request);
    switch (state) {
    case RequestState::Waiting:
        m_state->say(Notice::Kind::Info, tr("Waiting for a payment. This page tells by itself."));
        break;
    case RequestState::OnTheWay:
        m_state->say(
            Notice::Kind::Wait,
            tr("%1 are on the way and not final yet.").arg(moneyText(request.pending, style)));
        break;
    case RequestState::Part:
        m_state->say(Notice::Kind::Wait, tr("%1 have come, which is less than asked for.")
                                             .arg(moneyText(request.received, style)));
        break;
    case RequestState::Paid:
        m_state->say(Notice::Kind::Good,
                     tr("Paid, final: %1.").arg(moneyText(request.received, style)));
        break;
    }
}

void RequestPanel::savePicture() {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    qrImage(linkOf(m_request), kPictureScale).save(&buffer, "PNG");
    saveFile(this, tr("Save the QR code"), QStringLiteral("timecoin.png"), tr("Pictures (*.png)"),
             bytes, m_state);
}

}  // namespace timecoin
