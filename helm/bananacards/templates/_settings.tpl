{{/* What is missing, named all at once; a schema would say less of it. */}}
{{- define "bananacards.required" -}}
{{- $missing := list }}
{{- $v := .Values }}
{{- if not $v.bananatech.baseUrl }}{{ $missing = append $missing "bananatech.baseUrl: root of BananaTech's API" }}{{ end }}
{{- if not $v.bananatech.merchantId }}{{ $missing = append $missing "bananatech.merchantId: a UUID" }}{{ end }}
{{- if not $v.bananatech.existingSecret }}{{ $missing = append $missing "bananatech.existingSecret: name of the Secret with BananaTech's Secret Keys" }}{{ end }}
{{- if not $v.sensitive.existingSecret }}{{ $missing = append $missing "sensitive.existingSecret: name of the Secret with data keys and fingerprint key" }}{{ end }}
{{- if not $v.cnpg.enabled }}
{{- if not $v.database.url }}{{ $missing = append $missing "database.url: postgresql://host:port/database (or cnpg.enabled)" }}{{ end }}
{{- if not $v.database.existingSecret }}{{ $missing = append $missing "database.existingSecret: name of the Secret with user and password (or cnpg.enabled)" }}{{ end }}
{{- end }}
{{- if not (or $v.oidc.authServerUrl $v.oidc.publicKey) }}{{ $missing = append $missing "oidc.authServerUrl or oidc.publicKey: who signs the tokens" }}{{ end }}
{{- range tuple (tuple "ingress" $v.ingress) (tuple "webhooks.ingress" $v.webhooks.ingress) (tuple "gateway" $v.gateway) (tuple "webhooks.gateway" $v.webhooks.gateway) }}
{{- $at := index . 0 }}{{ $one := index . 1 }}
{{- if and $one.enabled (not $one.host) }}{{ $missing = append $missing (printf "%s.host: it is enabled" $at) }}{{ end }}
{{- if and $one.enabled (hasKey $one "parentRefs") (not $one.parentRefs) }}{{ $missing = append $missing (printf "%s.parentRefs: it is enabled" $at) }}{{ end }}
{{- end }}
{{- if $v.externalSecrets.enabled }}
{{- if not $v.externalSecrets.storeRef }}{{ $missing = append $missing "externalSecrets.storeRef: it is enabled" }}{{ end }}
{{- if not $v.externalSecrets.path }}{{ $missing = append $missing "externalSecrets.path: it is enabled" }}{{ end }}
{{- end }}
{{- if $missing }}
{{- fail (printf "\nBananacards can't be installed, values are missing:\n  %s\n" (join "\n  " $missing)) }}
{{- end }}
{{- if and $v.cnpg.enabled (eq $v.migration.mode "job") }}
{{- fail "\nmigration.mode is job, but with cnpg.enabled there is no database yet when the Job runs: use start\n" }}
{{- end }}
{{- end }}

{{/* What is no secret: the ConfigMap, and the migration's Job, which runs before there is one. */}}
{{- define "bananacards.settings" -}}
BANANATECH_BASE_URL: {{ .Values.bananatech.baseUrl | quote }}
BANANATECH_MERCHANT_ID: {{ .Values.bananatech.merchantId | quote }}
{{- with .Values.bananatech.webhookUrl }}
BANANATECH_WEBHOOK_URL: {{ . | quote }}
{{- end }}
QUARKUS_HTTP_PORT: "8080"
{{- if .Values.cnpg.enabled }}
QUARKUS_DATASOURCE_REACTIVE_URL: {{ printf "postgresql://%s-rw:5432/%s" (include "bananacards.postgres" .) .Values.cnpg.database | quote }}
{{- else }}
QUARKUS_DATASOURCE_REACTIVE_URL: {{ .Values.database.url | quote }}
{{- end }}
{{- with .Values.oidc.authServerUrl }}
QUARKUS_OIDC_AUTH_SERVER_URL: {{ . | quote }}
{{- end }}
{{- with .Values.oidc.publicKey }}
QUARKUS_OIDC_PUBLIC_KEY: {{ . | quote }}
{{- end }}
{{- with .Values.oidc.issuer }}
QUARKUS_OIDC_TOKEN_ISSUER: {{ . | quote }}
{{- end }}
{{- with .Values.oidc.audience }}
QUARKUS_OIDC_TOKEN_AUDIENCE: {{ . | quote }}
{{- end }}
{{- range $name, $value := .Values.config }}
{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}

{{- define "bananacards.secrets" -}}
- name: BANANATECH_SECRET_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ .Values.bananatech.existingSecret }}
      key: {{ .Values.bananatech.secretKeysKey }}
- name: SENSITIVE_DATA_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ .Values.sensitive.existingSecret }}
      key: {{ .Values.sensitive.dataKeysKey }}
- name: SENSITIVE_FINGERPRINT_KEY
  valueFrom:
    secretKeyRef:
      name: {{ .Values.sensitive.existingSecret }}
      key: {{ .Values.sensitive.fingerprintKeyKey }}
{{- with .Values.sensitive.jweKeysKey }}
- name: SENSITIVE_JWE_KEYS
  valueFrom:
    secretKeyRef:
      name: {{ $.Values.sensitive.existingSecret }}
      key: {{ . }}
{{- end }}
{{- $secret := .Values.database.existingSecret }}
{{- $user := .Values.database.usernameKey }}
{{- $password := .Values.database.passwordKey }}
{{- if .Values.cnpg.enabled }}
{{- $secret = printf "%s-app" (include "bananacards.postgres" .) }}
{{- $user = "username" }}
{{- $password = "password" }}
{{- end }}
- name: QUARKUS_DATASOURCE_USERNAME
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $user }}
- name: QUARKUS_DATASOURCE_PASSWORD
  valueFrom:
    secretKeyRef:
      name: {{ $secret }}
      key: {{ $password }}
{{- end }}

{{- define "bananacards.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "bananacards.containerSecurity" -}}
allowPrivilegeEscalation: false
privileged: false
readOnlyRootFilesystem: true
runAsNonRoot: true
capabilities:
  drop:
    - ALL
{{- end }}
