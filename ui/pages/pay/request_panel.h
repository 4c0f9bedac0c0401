// One request: its QR code, address and link, and whether it is paid. Thread: GUI.
#pragma once

#include "wallet/values/wallet_values.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace timecoin {

class CopyField;
class Notice;
class QrView;

class RequestPanel : public QWidget {
    Q_OBJECT
public:
    explicit RequestPanel(QWidget* parent = nullptr);

    void show(const RequestEntry& request, bool amountsHidden);
    quint32 requestId() const { return m_request.id; }

private:
    void savePicture();

    RequestEntry m_request;
    QrView* m_qr;
    QLabel* m_title;
    Notice* m_state;
    CopyField* m_address;
    QPushButton* m_copyLink;
    QPushButton* m_save;
};

}  // namespace timecoin
