BeforeAll {
    . (Join-Path -Path $PSScriptRoot -ChildPath 'Fixture.ps1')
    New-BridgedContainer busybox -Name live -- httpd -f -p 80 | Out-Null
}

AfterAll { Clear-TestContainer }

Describe 'Publishing on a running container' {
    AfterEach { Unpublish-ContainerPort live -All }

    It 'gives the ports that were published, with those of the host that were chosen' {
        $ports = Publish-ContainerPort live 18100:80, 81 -AllowFrom 10.0.0.0/8 -PassThru

        $ports.ContainerPort | Should -Be 80, 81
        $ports[0].HostPort | Should -Be 18100
        $ports[1].HostPort | Should -BeGreaterThan 1023
        $ports.Source | Select-Object -Unique | Should -Be 'ContainerNet'
        $ports[0].AllowFrom | Should -Be '10.0.0.0/8'
        $ports[0].Listening | Should -Be 'Listening'
    }

    It 'shows them with the container and with its ports' {
        Publish-ContainerPort live 18100:80

        "$((Get-Container live).PublishedPorts)" | Should -Be '0.0.0.0:18100->80/tcp'
        (Get-ContainerPort -HostPort 18100).ContainerName | Should -Be 'live'
    }

    It 'takes ports away by object, also by what came back from a job' {
        Publish-ContainerPort live 18100-18102:80-82
        $ports = Start-Job -ScriptBlock { Import-Module $using:ManifestPath; Get-ContainerPort live } | Receive-Job -Wait -AutoRemoveJob

        $ports | Where-Object -Property HostPort -NE -Value 18101 | Unpublish-ContainerPort

        (Get-ContainerPort live).HostPort | Should -Be 18101
    }

    It 'says who may get there, and lifts it again' {
        Publish-ContainerPort live 18100:80
        Get-ContainerPort live | Set-ContainerPort -AllowFrom 192.0.2.7
        (Get-ContainerPort live).AllowFrom | Should -Be '192.0.2.7/32'

        Set-ContainerPort live 18100 -AllowFrom @()
        (Get-ContainerPort live).AllowFrom | Should -BeNullOrEmpty
    }

    It 'refuses <Script> with <Id>' -ForEach @(
        @{ Script = 'Publish-ContainerPort live 127.0.0.1:18100:80'; Id = 'PublishNotPossible' }
        @{ Script = 'Unpublish-ContainerPort live 18100'; Id = 'PortNotPublished' }
        @{ Script = 'Unpublish-ContainerPort live'; Id = 'ParameterConflict' }
        @{ Script = 'New-BridgedContainer busybox -AllowFrom 10.0.0.0/8 -Publish 80'; Id = 'PublishInvalid' }
        @{ Script = 'New-BridgedContainer busybox -AllowFrom 10.0.0.0/8'; Id = 'ParameterConflict' }
    ) {
        { & ([scriptblock]::Create("$Script -ErrorAction Stop")) } | Should -Throw -ErrorId "$Id,*"
    }

    It 'completes <Line>' -ForEach @(
        @{ Line = 'Unpublish-ContainerPort live 181'; Text = '18100/tcp' }
        @{ Line = 'Set-ContainerPort live -Protocol u'; Text = 'udp' }
        @{ Line = 'Publish-ContainerPort li'; Text = 'live' }
    ) {
        Publish-ContainerPort live 18100:80
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText | Should -Contain $Text
    }
}
